using System.Globalization;
using System.Net;
using ActorMesh.Cli.Children;
using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Up;

/// <summary>The control node of a mesh on this machine: what is started, and where it listens.</summary>
/// <param name="State">The folder of what it keeps.</param>
internal sealed record ControlPlan(IPEndPoint Cluster, IPEndPoint Xds, IPEndPoint Api, string State, ChildCommand Command)
{
    public const string Name = "control";

    /// <summary>From the mesh's admin port on: the usual 15000 leads to the usual 15010 and 15014.</summary>
    private const int XdsOffset = 10, ClusterOffset = 11, ApiOffset = 14;

    /// <summary>What lets steer it; null before it has made it, and where nobody is asked.</summary>
    public ApiToken? Token() => ApiToken.In(State);

    public Uri ApiUrl => new($"http://{Api}/");

    /// <param name="file">Applied at the start.</param>
    /// <param name="folder">For its journal.</param>
    /// <param name="isInsecure">Nobody proves who they are.</param>
    /// <param name="taken">Ports of the services.</param>
    /// <param name="own">How this program is started once more.</param>
    public static ControlPlan Of(
        ServiceMesh mesh, string file, string folder, int portOffset, bool isInsecure, IEnumerable<IPEndPoint> taken, (string Program, IReadOnlyList<string> First) own)
    {
        var ports = taken.Select(address => address.Port).ToHashSet();
        var first = mesh.AdminPort.Value + portOffset;
        var (xds, cluster, api) = (Take(first + XdsOffset), Take(first + ClusterOffset), Take(first + ApiOffset));
        var state = Path.Combine(folder, Name);
        string[] arguments =
        [
            "control", "--name", mesh.Name.Value, "--cluster", $"{cluster}", "--xds", $"{xds}", "--api", $"{api}", "--state", state,
            "--mesh", file, "--local", "--port-offset", portOffset.ToString(CultureInfo.InvariantCulture), LookedAfterOption.Name, .. isInsecure ? [InsecureOption.Name] : Array.Empty<string>(),
        ];
        return new ControlPlan(cluster, xds, api, state, new ChildCommand(Name, own.Program, [.. own.First, .. arguments], new Dictionary<string, string>()));

        IPEndPoint Take(int wanted)
        {
            while (!ports.Add(wanted)) wanted++;
            return new IPEndPoint(IPAddress.Loopback, Math.Min(wanted, IPEndPoint.MaxPort));
        }
    }

    public IEnumerable<PortUse> Ports() =>
    [
        new(Xds, "the control node (xds)"),
        new(Cluster, "the control node (cluster)"),
        new(Api, "the control node (api)"),
    ];
}
