using System.Net;
using System.Net.Sockets;

namespace ActorMesh.Tests.Benchmarks.Xds;

/// <summary>Connects many clients to one server and says what each step took.</summary>
internal static class LoadRun
{
    private const int Changes = 20;
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(5);

    public static async Task Run(int count, int services)
    {
        var port = FreePort();
        var server = await ServerProcess.Start(port, services);
        var (resident, heap) = (server.Resident, await server.Ask("memory"));
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, count).Select(number => new SimulatedClient(number, port, services, new Random(number))).ToList();
        var start = TimeProvider.System.GetTimestamp();
        var running = clients.ConvertAll(client => client.Run(FirstTry, stop.Token));
        Say($"{count} clients, {services} services");
        Say($"  all have everything        {Milliseconds(start, await Last(clients, client => client.Whole)):0} ms after the start, first tries spread over {FirstTry.TotalSeconds:0} s");
        Say($"  memory for each client     {(await server.Ask("memory") - heap) / 1024.0 / count:0.0} KiB of heap, {(server.Resident - resident) / 1024.0 / count:0.0} KiB resident");
        await Push(server, clients);
        await Restart(server, clients, port, services);
        await stop.CancelAsync();
        await Task.WhenAll(running);
    }

    private static async Task Push(ServerProcess server, List<SimulatedClient> clients)
    {
        List<double> all = [], last = [];
        var cpu = server.CpuTime;
        for (var i = 0; i < Changes; i++)
        {
            foreach (var client in clients) client.Forget();
            var published = await server.Ask("change");
            var times = await Task.WhenAll(clients.Select(client => client.NextEndpoints));
            all.AddRange(times.Select(time => Milliseconds(published, time)));
            last.Add(times.Max(time => Milliseconds(published, time)));
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        Say($"  one endpoint changes       {Quantile(all, 0.5):0.0} ms p50, {Quantile(all, 0.99):0.0} ms p99 of all clients; the last client {Quantile(last, 0.5):0.0} ms p50, {last.Max():0.0} ms at most, of {Changes} changes");
        Say($"  the server's processor     {(server.CpuTime - cpu).TotalMilliseconds / Changes:0.0} ms for each change");
    }

    private static async Task Restart(ServerProcess server, List<SimulatedClient> clients, int port, int services)
    {
        foreach (var client in clients) client.Forget();
        server.Dispose();
        using var again = await ServerProcess.Start(port, services);
        var start = TimeProvider.System.GetTimestamp();
        var whole = await Last(clients, client => client.Whole);
        Say($"  after a restart            all have everything {Milliseconds(start, whole):0} ms after the server is there; {clients.Average(client => client.Attempts):0.0} tries each; the server used {again.CpuTime.TotalSeconds:0.0} s of processor, {again.Resident / 1048576.0:0} MiB");
    }

    private static async Task<long> Last(List<SimulatedClient> clients, Func<SimulatedClient, Task<long>> when) => (await Task.WhenAll(clients.Select(when))).Max();

    private static double Milliseconds(long start, long end) => TimeProvider.System.GetElapsedTime(start, end).TotalMilliseconds;

    private static double Quantile(List<double> values, double share) => values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static void Say(string text) => Console.Out.WriteLine(text);
}
