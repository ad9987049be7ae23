using System.Globalization;
using System.Net;
using ActorMesh.Cli.Children;
using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Spiffe;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Up;

/// <summary>Decides what to start for each service of a mesh.</summary>
/// <param name="file">The mesh file.</param>
/// <param name="folder">Where sidecars keep what they run.</param>
/// <param name="xds">The control node that they follow.</param>
/// <param name="isInsecure">Nobody proves who they are.</param>
/// <param name="own">How this program is started once more.</param>
internal sealed class ServicePlanner(string file, string folder, IPEndPoint xds, TimeSpan grace, bool isInsecure, (string Program, IReadOnlyList<string> First) own)
{
    private static readonly Dictionary<string, string> NoVariables = [];

    public ServicePlan Plan(Service service, Placement placement)
    {
        var place = placement.Of(service);
        return new ServicePlan(service, place, Application(service, place), Sidecar(service, place), TokenFile(service));
    }

    /// <summary>The name of the variable that leads an application to a service it calls: <c>ORDERS_URL</c>.</summary>
    internal static string UrlVariable(string callee) => $"{callee.ToUpperInvariant().Replace('-', '_')}_URL";

    private string TokenFile(Service service) => Path.Combine(folder, $"{service.Name}.token");

    private ChildCommand Sidecar(Service service, WorkloadPlacement place) => Own(
        $"{service.Name}.sidecar",
        [
            "sidecar", "--xds", $"{xds}", "--service", service.Name, "--node-id", service.Name, "--admin", $"{place.Admin}", "--state", Path.GetFullPath(SidecarSeeds.FolderOf(folder, service)),
            "--drain-limit", DurationText.Of(grace), LookedAfterOption.Name, .. isInsecure ? [InsecureOption.Name] : new[] { "--token-file", Path.GetFullPath(TokenFile(service)) },
        ],
        NoVariables) with
    {
        Directory = Beside,
    };

    /// <summary>Where relative paths in the mesh file begin.</summary>
    private string Beside => Path.GetDirectoryName(Path.GetFullPath(file))!;

    private ChildCommand? Application(Service service, WorkloadPlacement place) => service.Run switch
    {
        { Address.Value: not null } => null,
        { Command.Value.Count: > 0 } run => Users(service, run, place),
        _ => StandIn(service, place),
    };

    private ChildCommand StandIn(Service service, WorkloadPlacement place)
    {
        List<string> arguments = ["workload", "--name", service.Name, "--port", Text(place.App.Port), LookedAfterOption.Name];
        foreach (var (callee, address) in place.Outbound) arguments.AddRange(["--call", $"{callee}=http://{address}"]);
        return Own(ApplicationName(service), arguments, NoVariables);
    }

    private ChildCommand Users(Service service, RunSettings run, WorkloadPlacement place)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PORT"] = Text(place.App.Port) };
        foreach (var (callee, address) in place.Outbound) variables[UrlVariable(callee)] = $"http://{address}";
        if (!isInsecure) variables["SPIFFE_ENDPOINT_SOCKET"] = WorkloadApiSettings.AddressOf(WorkloadApiSettings.PathIn(SidecarSeeds.FolderOf(folder, service)));
        foreach (var (name, value) in run.Environment) variables[name] = value;
        return Own(ApplicationName(service), [KeepCommand.Name, KeepCommand.GraceOption, DurationText.Of(grace), "--", .. run.Command.Value], variables) with
        {
            Directory = Path.Combine(Beside, run.Directory.Value ?? ""),
        };
    }

    private static string ApplicationName(Service service) => $"{service.Name}.application";

    private ChildCommand Own(string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables) =>
        new(name, own.Program, [.. own.First, .. arguments], variables);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
