using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Foreign;

/// <summary>A gRPC of another maker, whose clients find their servers by xDS.</summary>
/// <param name="Program">What runs its programs.</param>
/// <param name="Extension">Of the files of its programs.</param>
internal sealed record GrpcPeer(string Program, string Extension)
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromSeconds(180);
    private static readonly string Folder = Path.Combine(Repository.Root, "Tests", "EndToEnd", "Foreign", "Client");

    /// <summary><c>@grpc/grpc-js-xds</c>.</summary>
    public static GrpcPeer Node { get; } = new("node", "js");

    /// <summary>The gRPC library in C++, which also carries Python, Ruby and PHP.</summary>
    public static GrpcPeer Core { get; } = new(CoreFactAttribute.Python, "py");

    /// <summary>Lays the packages of <see cref="Node"/> that the lock file names, if they are not there.</summary>
    public static async Task InstallNode()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules"))) return;
        var result = await Command.Run("npm", ["ci", "--prefix", Folder, "--ignore-scripts", "--no-audit", "--no-fund"], InstallLimit);
        if (result.ExitCode != 0) throw new InvalidOperationException(result.ToString());
    }

    /// <summary>Says its name to whoever calls.</summary>
    public async Task<ChildProcess> Greeter(int port, string name)
    {
        var greeter = ChildProcess.Start(Program, [Path.Combine(Folder, $"greeter.{Extension}"), $"127.0.0.1:{port}", name]);
        await Eventually.Holds($"{name} is there", () => greeter.Output.Contains("ready", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        return greeter;
    }

    /// <summary>Calls without end.</summary>
    /// <param name="target">For instance <c>xds:///orders</c>.</param>
    /// <param name="xds">Port of the control plane.</param>
    public GrpcCaller Caller(string target, int xds, string id)
    {
        var bootstrap = $$"""
            {
              "xds_servers": [ { "server_uri": "127.0.0.1:{{xds}}", "channel_creds": [ { "type": "insecure" } ], "server_features": [ "xds_v3" ] } ],
              "node": { "id": "{{id}}", "cluster": "caller", "locality": { "region": "", "zone": "", "sub_zone": "" } }
            }
            """;
        return new GrpcCaller(ChildProcess.Start(
            Program,
            [Path.Combine(Folder, $"caller.{Extension}"), target],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["GRPC_XDS_BOOTSTRAP_CONFIG"] = bootstrap }));
    }
}
