using System.Net;
using ActorMesh.Cli.Children;
using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Up;
using ActorMesh.Cli.Workloads;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Running;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Exporting;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab.Live;

/// <summary>One replica in a live run: its application in this process, its sidecar in one of its own.</summary>
internal sealed class LiveReplica : IAsyncDisposable
{
    private const int ConnectionsMax = 10_000;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly LoopbackServer _server;
    private readonly SupervisedChild _sidecar;

    private LiveReplica(string service, int number, LiveWorkload workload, LoopbackServer server, SupervisedChild sidecar) =>
        (Service, Number, Workload, _server, _sidecar) = (service, number, workload, server, sidecar);

    public string Service { get; }

    /// <summary>From 1.</summary>
    public int Number { get; }

    public LiveWorkload Workload { get; }

    /// <summary>Where requests from outside go.</summary>
    public IPEndPoint App => _server.Address;

    public bool IsReady => _sidecar.State.IsReady;

    /// <param name="place">Chosen for this replica.</param>
    /// <param name="folder">For its configuration and its log.</param>
    /// <param name="admin">Gives up by itself before long.</param>
    /// <param name="arrived">Told of each request that reaches the application.</param>
    /// <exception cref="IOException">A port cannot be had.</exception>
    public static async Task<LiveReplica> Start(
        ScenarioVariant variant, Service service, int number, LivePlacement place, string folder, HttpClient admin, Action arrived, Action<string> tell, TimeProvider clock)
    {
        place.Choose(number);
        var (name, ports) = ($"{service.Name}-{number}", place.Of(service));
        var callees = ports.Outbound.Select(way => new Callee(way.Callee, new Uri($"http://{way.Address}"))).ToList();
        var model = variant.Workloads.GetValueOrDefault(service.Name) ?? WorkloadModel.Usual;
        var workload = new LiveWorkload(name, model, new FastRandom(variant.Seed + (ulong)number), new CalleeClient(name, callees, clock), clock, arrived);
        var server = await LoopbackServer.Start(new IPEndPoint(IPAddress.Parse(ports.App.Host), ports.App.Port), ConnectionsMax, workload.Answer, clock);
        var file = Path.Combine(folder, $"{name}.json");
        // There is nobody who issues identities, and how replicas do does not depend on them.
        var open = WithoutIdentity.Of(variant.Mesh);
        await File.WriteAllTextAsync(file, EnvoyJson.Of(RunnableToday.Of(MeshCompiler.Compile(open, open.Find(service.Name)!, place)).Bootstrap));
        var (program, first) = OwnProgram.Command();
        var command = new ChildCommand(
            $"{name}.sidecar", program, [.. first, "sidecar", "--envoy", file, "--drain-limit", "1s", LookedAfterOption.Name], new Dictionary<string, string>(StringComparer.Ordinal));
        var watch = new SidecarWatch(admin, new Uri($"http://{ports.Admin}/"), ports.Inbound, clock);
        var sidecar = new SupervisedChild(command, new LogFile(Path.Combine(folder, $"{command.Name}.log")), watch.Look, tell, clock);
        sidecar.Start();
        return new LiveReplica(service.Name, number, workload, server, sidecar);
    }

    public async ValueTask DisposeAsync()
    {
        await _sidecar.End(Grace);
        await _sidecar.DisposeAsync();
        await _server.DisposeAsync();
        Workload.Dispose();
    }
}
