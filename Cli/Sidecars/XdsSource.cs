using System.IO.Hashing;
using System.Text;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Cli.Sidecars;

/// <summary>A control plane alone: a sidecar that has no file, and gets everything from there.</summary>
/// <param name="options">Which one, and who asks.</param>
internal sealed class XdsSource(XdsOptions options) : IConfigurationSource
{
    private static readonly Dictionary<string, string> NoPositions = [];

    public string Path { get; } = string.Join(',', options.Servers);

    public IReadOnlyList<string> Files => [];

    public ConfigurationReading Read()
    {
        var statics = new Bootstrap { Node = options.Node() };
        var settings = XdsSettings.Of(options.Servers, statics.Node) with
        {
            IsDelta = options.IsDelta, PingEvery = XdsSettings.OwnPing, StateFolder = options.Self.StateFolder,
        };
        return new ConfigurationReading(
            Path, XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(Path)), statics, options.Self.Admin, [], NoPositions, NoPositions, new Dictionary<RoutePlace, string>())
        {
            Identify = options.Self.IsInsecure
                ? null
                : (sidecar, report) => sidecar.Identify(new IdentitySettings(options.Servers, options.Self.StateFolder, options.Self.TokenFile), report),
            WorkloadApi = options.Self.WorkloadApi,
            Follow = XdsControlPlane.With(settings, statics),
        };
    }
}
