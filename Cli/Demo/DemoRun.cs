using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Workloads;
using ActorMesh.Runtime.Boot;

namespace ActorMesh.Cli.Demo;

/// <summary>Shows a newcomer traffic that flows: a proxy, three workloads and a client, all in this process.</summary>
/// <param name="once">Ends after the requests instead of staying up.</param>
internal sealed class DemoRun(DemoConfiguration sample, bool once, Terminal terminal, TimeProvider clock)
{
    private const int Replicas = 3;

    private static readonly string[] Paths = ["/orders/1", "/orders/2", "/orders/3", "/orders/4", "/hello", "/nowhere", "/lost"];
    private static readonly SidecarOptions Options = new(DemoConfiguration.Name, TimeSpan.FromSeconds(2), Seed: 1, ConnectionsMax: 1000);

    /// <returns>An <see cref="ExitCode"/>: failed when a request did not go as it should.</returns>
    /// <exception cref="IOException">A port cannot be had.</exception>
    public async Task<int> Run()
    {
        InlineSockets.Enable();
        using var termination = Termination.Register();
        try
        {
            await using var workloads = await WorkloadGroup.Start(
                WorkloadNames.From("orders", Replicas), sample.FirstWorkloadPort, WorkloadBehaviour.Default, callees: [], seed: 1, clock);
            var reading = ConfigurationReader.Read(sample.Text, DemoConfiguration.Name, lenient: false);
            await using var host = await SidecarHost.Start(reading, Options, termination, terminal.Talk, clock);
            Introduce(workloads);
            var wentWell = await SendRequests(host);
            if (!once)
            {
                Suggest();
                await termination.First;
            }
            await host.Sidecar.Drain(Options.DrainLimit);
            return wentWell ? ExitCode.Done : ExitCode.Failed;
        }
        catch (IOException e)
        {
            var ports = $"{sample.ProxyPort}, {sample.AdminPort} and {sample.FirstWorkloadPort} to {sample.FirstWorkloadPort + Replicas - 1}";
            throw new IOException($"{e.Message}\nthe demo needs ports {ports} of 127.0.0.1; --port-offset 100 moves them all", e);
        }
    }

    private void Introduce(WorkloadGroup workloads)
    {
        var data = terminal.Data;
        data.WriteLine("One proxy, three replicas of a workload, one client, all in this process.");
        data.WriteLine();
        data.WriteLine($"  proxy      http://127.0.0.1:{sample.ProxyPort}");
        data.WriteLine($"  admin      http://127.0.0.1:{sample.AdminPort}");
        foreach (var (name, address) in workloads.Members) data.WriteLine($"  {name,-10} http://{address}");
        data.WriteLine();
    }

    private async Task<bool> SendRequests(SidecarHost host)
    {
        using var client = new DemoClient(sample.ProxyPort, host.Sidecar.Failures, clock);
        List<DemoExchange> exchanges = [];
        foreach (var path in Paths)
        {
            try
            {
                exchanges.Add(await client.Get(path));
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                terminal.Talk.Fail($"GET {path}: {e.Message}");
                return false;
            }
            terminal.Data.WriteLine(exchanges[^1].ToString());
        }
        terminal.Data.WriteLine();
        return exchanges.Select(one => one.Status).SequenceEqual([200, 200, 200, 200, 200, 404, 503])
            && exchanges.Select(one => one.Answerer).OfType<string>().Distinct().Count() == Replicas;
    }

    private void Suggest()
    {
        var proxy = $"http://127.0.0.1:{sample.ProxyPort}";
        var data = terminal.Data;
        data.WriteLine("Now you, in another terminal:");
        (string Command, string Note)[] suggestions =
        [
            ($"curl -i {proxy}/orders/5", "who answers?"),
            ($"curl -X POST 'http://127.0.0.1:{sample.FirstWorkloadPort}/_workload?latency=300ms&errors=50%25'", "one replica turns bad"),
            ($"curl http://127.0.0.1:{sample.AdminPort}/", "what the proxy can tell"),
            ("actormesh demo --print-config", "what it runs"),
        ];
        foreach (var (command, note) in suggestions) data.WriteLine($"  {command,-82} {note}");
        data.WriteLine();
        data.WriteLine("Ctrl-C ends it.");
    }
}
