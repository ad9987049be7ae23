using System.IO.Hashing;
using System.Text;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>A cluster alone: a sidecar that has no file, and is told everything as a member.</summary>
internal sealed class JoinSource(JoinOptions options, TimeProvider clock) : IConfigurationSource
{
    private static readonly Dictionary<string, string> NoPositions = [];

    public string Path { get; } = string.Join(',', options.Seeds);

    public IReadOnlyList<string> Files => [];

    public ConfigurationReading Read() => new(
        Path, XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(Path)), new Bootstrap { Node = new Node { Id = options.Self.NodeId, Cluster = options.Self.Service } },
        options.Self.Admin, [], NoPositions, NoPositions, new Dictionary<RoutePlace, string>())
    {
        Identify = options.Self.IsInsecure
            ? null
            : (sidecar, report) => sidecar.Identify(new IdentitySettings(options.Issuers, options.Self.StateFolder, options.Self.TokenFile), report),
        WorkloadApi = options.Self.WorkloadApi,
        Follow = JoinedControlPlane.With(options, clock),
    };
}
