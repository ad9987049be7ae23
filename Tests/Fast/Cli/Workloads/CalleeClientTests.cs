using System.Net;
using System.Net.Http;
using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Workloads;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Workloads;

/// <summary>Workloads that call each other, over real sockets.</summary>
public sealed class CalleeClientTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<IAsyncDisposable> _servers = [];
    private readonly List<IDisposable> _clients = [];

    public Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_answer_is_a_tree_of_who_answered()
    {
        var (inventory, payments) = (await Workload("inventory"), await Workload("payments"));
        var orders = await Workload("orders", inventory, payments);
        var frontend = await Workload("frontend", orders);
        Assert.Equal(
            """
            200 frontend: GET /cart?x=1
              orders: GET /cart?x=1
                inventory: GET /cart?x=1
                payments: GET /cart?x=1

            """,
            await Ask(frontend, "/cart?x=1"));
    }

    [Fact]
    public async Task A_callee_that_fails_is_named_and_ends_the_calls()
    {
        var (failing, never) = (await Workload("inventory", errors: 1), await Workload("payments"));
        var orders = await Workload("orders", failing, never);
        Assert.Equal(
            """
            502 orders: GET / (502: inventory answered 503)
              inventory: GET / (503 on purpose)

            """,
            await Ask(orders, "/"));
    }

    [Fact]
    public async Task One_that_is_not_there_is_named_with_its_address()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = (IPEndPoint)taken.LocalEndpoint;
        taken.Stop();
        var orders = await Workload("orders", new Callee("payments", new Uri($"http://{address}")));
        Assert.StartsWith($"502 orders: GET / (502: payments at {address}: ", await Ask(orders, "/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_given_up()
    {
        var slow = await Workload("payments", latency: TimeSpan.FromMinutes(1));
        var orders = await Workload("orders", slow);
        var answer = Ask(orders, "/");
        while (!answer.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.Equal($"502 orders: GET / (502: payments at {slow.Address.Authority}: no answer within 5s)\n", await answer);
    }

    [Fact]
    public async Task A_circle_of_calls_ends_where_it_closes()
    {
        var orders = new Callee("orders", new Uri("http://127.0.0.1:1")); // Its address is known only later.
        Callee? address = null;
        var payments = await Serve("payments", http => new Workload("payments", WorkloadBehaviour.Default, new Random(1), _clock, Client("payments", address!)).Answer(http));
        address = await Workload(orders.Name, payments);
        Assert.Equal("200 orders: GET /\n  payments: GET /\n    orders: GET /\n", await Ask(address, "/"));
    }

    [Fact]
    public async Task What_identifies_the_request_is_passed_on_and_nothing_else()
    {
        IHeaderDictionary? got = null;
        var callee = await Serve("payments", http =>
        {
            got = new HeaderDictionary(http.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
            return Task.CompletedTask;
        });
        var orders = await Workload("orders", callee);
        await Ask(orders, "/", ("x-request-id", "r1"), ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), ("cookie", "secret"));
        Assert.Equal("r1", got!["x-request-id"].ToString());
        Assert.Equal("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", got.TraceParent.ToString());
        Assert.Equal(["host", "traceparent", "x-request-id", "x-workload-callers"], got.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.OrdinalIgnoreCase));
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        foreach (var server in _servers) await server.DisposeAsync();
    }

    private static async Task<string> Ask(Callee callee, string path, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, callee.At(path));
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var answer = await client.SendAsync(request);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    private Task<Callee> Workload(string name, params Callee[] callees) => Workload(name, WorkloadBehaviour.Default, callees);

    private Task<Callee> Workload(string name, double errors) => Workload(name, WorkloadBehaviour.Default with { ErrorShare = errors });

    private Task<Callee> Workload(string name, TimeSpan latency) => Workload(name, WorkloadBehaviour.Default with { Latency = latency });

    private Task<Callee> Workload(string name, WorkloadBehaviour behaviour, params Callee[] callees) =>
        Serve(name, new Workload(name, behaviour, new Random(1), _clock, Client(name, callees)).Answer);

    private CalleeClient Client(string name, params Callee[] callees)
    {
        var client = new CalleeClient(name, callees, _clock);
        _clients.Add(client);
        return client;
    }

    private async Task<Callee> Serve(string name, RequestDelegate answer)
    {
        var server = await LoopbackServer.Start(new IPEndPoint(IPAddress.Loopback, 0), connectionsMax: 100, answer, TimeProvider.System);
        _servers.Add(server);
        return new Callee(name, new Uri($"http://{server.Address}"));
    }
}
