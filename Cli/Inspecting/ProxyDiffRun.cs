using System.Text.Json;
using System.Text.Json.Nodes;
using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Inspecting;

/// <summary>Compares what a proxy should run with what it runs.</summary>
/// <param name="admin">The proxy's admin API; null for what it acknowledged.</param>
internal sealed class ProxyDiffRun(ControlClient client, Uri? admin, OutputFormat format, Terminal terminal)
{
    private static readonly TimeSpan AdminPatience = TimeSpan.FromSeconds(5);

    /// <returns>An <see cref="ExitCode"/>: differences, or done when there are none.</returns>
    /// <exception cref="ControlFailure">The control plane or the proxy did not answer.</exception>
    public async Task<int> Run(string name, CancellationToken stop)
    {
        var detail = await client.Proxy(name, stop);
        var differences = AcknowledgedDiff.Of(detail.Proxy).ToList();
        if (admin is not null) differences.AddRange(DumpDiff.Of(detail.Resources, await Dump(admin, stop)));
        var shape = new ProxyDiffShape(
            ControlJson.ApiVersion, "ProxyDiff", name, detail.Proxy.Version, detail.Proxy.Wanted, admin is null ? "acknowledged" : "config_dump", differences);
        terminal.Print(format, () => shape, () => CommandJson.Readable.ProxyDiffShape, Write);
        Tell(detail.Proxy, differences.Count);
        return differences.Count == 0 && !detail.Proxy.IsLost ? ExitCode.Done : ExitCode.Differences;

        void Write(TextWriter data)
        {
            var table = new TextTable();
            foreach (var difference in differences)
                table.Add(difference.Type.Length == 0 ? "-" : difference.Type, difference.Name.Length == 0 ? "-" : difference.Name, difference.Kind, difference.Detail);
            table.Write(data);
        }
    }

    private void Tell(ProxyShape proxy, int differences)
    {
        if (proxy.IsLost) terminal.Talk.Warn($"{proxy.Id} is lost: no control node has a stream from it; what it runs is not known");
        else if (differences > 0) terminal.Talk.Warn($"{proxy.Id} does not run all of version {proxy.Wanted}: {Counted.Of(differences, "difference")}");
        else terminal.Talk.Succeed($"{proxy.Id} runs version {proxy.Version}, as it should{(admin is null ? " (by what it acknowledged; --admin URL compares what it really runs)" : "")}");
    }

    private static async Task<JsonNode> Dump(Uri admin, CancellationToken stop)
    {
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = AdminPatience };
            return JsonNode.Parse(await http.GetByteArrayAsync(new Uri(admin, "/config_dump"), stop)) ?? new JsonObject();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new ControlFailure($"the proxy's admin API at {admin} does not answer as one: {e.Message}; name another with --admin URL, or leave it out", ExitCode.Unreachable);
        }
    }
}
