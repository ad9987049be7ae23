using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Foreign;

/// <summary>A gRPC client of another maker that finds its servers by xDS, and such servers. Each is a program of its own.</summary>
internal static class GrpcClient
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromSeconds(180);
    private static readonly string Folder = Path.Combine(Repository.Root, "Tests", "EndToEnd", "Foreign", "Client");

    /// <summary>Lays the packages that the lock file names, if they are not there.</summary>
    public static async Task Install()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules"))) return;
        var result = await Command.Run("npm", ["ci", "--prefix", Folder, "--ignore-scripts", "--no-audit", "--no-fund"], InstallLimit);
        if (result.ExitCode != 0) throw new InvalidOperationException(result.ToString());
    }

    /// <summary>Says its name to whoever calls.</summary>
    public static async Task<ChildProcess> Greeter(int port, string name)
    {
        var greeter = ChildProcess.Start("node", [Path.Combine(Folder, "greeter.js"), $"127.0.0.1:{port}", name]);
        await Eventually.Holds($"{name} is there", () => greeter.Output.Contains("ready", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        return greeter;
    }

    /// <summary>Calls without end.</summary>
    /// <param name="target">For instance <c>xds:///orders</c>.</param>
    /// <param name="xds">Port of the control plane.</param>
    public static ChildProcess Caller(string target, int xds, string id)
    {
        var bootstrap = $$"""
            {
              "xds_servers": [ { "server_uri": "127.0.0.1:{{xds}}", "channel_creds": [ { "type": "insecure" } ], "server_features": [ "xds_v3" ] } ],
              "node": { "id": "{{id}}", "cluster": "caller", "locality": { "region": "", "zone": "", "sub_zone": "" } }
            }
            """;
        return ChildProcess.Start("node", [Path.Combine(Folder, "caller.js"), target], new Dictionary<string, string>(StringComparer.Ordinal) { ["GRPC_XDS_BOOTSTRAP_CONFIG"] = bootstrap });
    }

    /// <summary>How many calls of a caller were answered by each server so far, and how many <c>failed</c>.</summary>
    public static Dictionary<string, int> Counts(ChildProcess caller)
    {
        var line = caller.Output.Split('\n').LastOrDefault(line => line.StartsWith("out| {", StringComparison.Ordinal));
        Dictionary<string, int> counts = new(StringComparer.Ordinal) { ["orders-1"] = 0, ["orders-2"] = 0, ["failed"] = 0 };
        if (line is null) return counts;
        using var document = JsonDocument.Parse(line["out| ".Length..]);
        foreach (var field in document.RootElement.EnumerateObject())
            if (field.Value.ValueKind == JsonValueKind.Number) counts[field.Name] = field.Value.GetInt32();
        return counts;
    }
}
