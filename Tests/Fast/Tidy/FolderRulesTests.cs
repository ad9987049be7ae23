using System.Text.RegularExpressions;
using Xunit;

namespace ActorMesh.Tests.Fast.Tidy;

/// <summary>Which room of a project may use which. The tables are the architecture.</summary>
public sealed partial class FolderRulesTests
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Security"] = [],
        ["Bytes"] = ["Security"],
        ["Http"] = ["Bytes"],
        ["Channels"] = ["Security"],
        ["Identity"] = ["Channels", "Security"],
        ["Resilience"] = ["Channels"],
        ["Endpoints"] = ["Resilience", "Bytes", "Http", "Security"],
        ["Clusters"] = ["Resilience", "Endpoints", "Http", "Bytes", "Security"],
        ["Telemetry"] = ["Http"],
        ["Routing"] = ["Resilience", "Clusters", "Endpoints", "Http", "Bytes", "Security", "Telemetry"],
        ["Listening"] = ["Resilience", "Routing", "Clusters", "Endpoints", "Http", "Bytes", "Security", "Telemetry", "Configuration"],
        ["Configuration"] = ["Channels", "Resilience", "Listening", "Routing", "Clusters", "Endpoints", "Http", "Bytes", "Security", "Telemetry"],
    };

    /// <summary>The rooms of <c>Hocon/</c>.</summary>
    private static readonly Dictionary<string, string[]> HoconMayUse = new(StringComparer.Ordinal)
    {
        ["Reading"] = [],
        ["Mesh"] = ["Reading"],
        ["Envoy"] = ["Reading"],
        ["Compiling"] = ["Mesh", "Envoy"],
        ["Findings"] = ["Mesh", "Reading", "Compiling", "Envoy"],
        ["Importing"] = ["Findings", "Compiling", "Mesh", "Envoy", "Reading"],
        ["Exporting"] = ["Compiling", "Mesh", "Reading"],
    };

    /// <summary>The rooms of <c>ControlPlane/</c>: what is published goes down this list, and what proxies say comes up.</summary>
    private static readonly Dictionary<string, string[]> ControlPlaneMayUse = new(StringComparer.Ordinal)
    {
        ["Documents"] = [],
        ["Authority"] = ["Documents"],
        ["Registry"] = [],
        ["Resources"] = ["Documents", "Registry"],
        ["Fleet"] = ["Registry", "Resources"],
        ["Rollouts"] = ["Resources"],
        ["Distribution"] = ["Authority", "Documents", "Fleet", "Registry", "Resources", "Rollouts"],
        ["Xds"] = ["Fleet", "Registry", "Resources"],
        ["RateLimits"] = ["Documents", "Resources"],
        ["Identity"] = ["Authority"],
    };

    /// <summary>Pure code: no actor and no stream in sight.</summary>
    private static readonly string[] Pure =
    [
        "DataPlane/Clusters/Balancing/", "DataPlane/Routing/Matching/", "DataPlane/Routing/Actions/", "DataPlane/Routing/Mutations/",
        "DataPlane/Routing/Paths/", "DataPlane/Routing/Compiling/", "Hocon/", "Runtime/Time/", "ControlPlane/Xds/Subscriptions/",
    ];

    /// <summary>Who may know how the cluster's members are kept: the room for it, and those that ask whom to ask.</summary>
    private static readonly string[] KnowMembership =
    [
        "Runtime/Membership/", "ControlPlane/Fleet/FleetGathering.cs", "ControlPlane/RateLimits/MajorityHearingActor.cs",
    ];

    [Fact]
    public void Folders_of_the_data_plane_only_look_down() => OnlyLookDown("DataPlane/", DataPlaneUse(), MayUse);

    [Fact]
    public void Every_folder_of_the_data_plane_has_its_row() => EachHasItsRow("DataPlane/", MayUse);

    [Fact]
    public void Folders_of_the_mesh_language_only_look_down() => OnlyLookDown("Hocon/", HoconUse(), HoconMayUse);

    [Fact]
    public void Every_folder_of_the_mesh_language_has_its_row() => EachHasItsRow("Hocon/", HoconMayUse);

    [Fact]
    public void Folders_of_the_control_plane_only_look_down() => OnlyLookDown("ControlPlane/", AnyRoomOfControlPlaneUse(), ControlPlaneMayUse);

    [Fact]
    public void Every_folder_of_the_control_plane_has_its_row() => EachHasItsRow("ControlPlane/", ControlPlaneMayUse);

    [Fact]
    public void The_two_planes_never_meet() =>
        None(Uses("DataPlane/", ControlPlaneUse()).Concat(Uses("ControlPlane/", AnyDataPlaneUse())).Select(use => $"{use.File}:{use.Line}: {use.Name}"));

    [Fact]
    public void Pure_code_knows_no_actors() =>
        None(Pure.SelectMany(folder => Uses(folder, AkkaUse())).Select(use => $"{use.File}:{use.Line}: {use.Name}"));

    [Fact]
    public void Membership_is_had_in_one_place() =>
        None(Uses("", ClusterUse()).Where(use => !KnowMembership.Any(place => use.File.StartsWith(place, StringComparison.Ordinal))).Select(use => $"{use.File}:{use.Line}: {use.Name}"));

    private static void OnlyLookDown(string project, Regex usePattern, Dictionary<string, string[]> mayUse) =>
        None(
            from use in Uses(project, usePattern)
            let folder = use.File.Split('/')[1]
            where mayUse.TryGetValue(folder, out var allowed) && use.Name != folder && !allowed.Contains(use.Name)
            select $"{use.File}:{use.Line}: {folder} may not use {use.Name}");

    private static void EachHasItsRow(string project, Dictionary<string, string[]> mayUse) =>
        None(SourceTree.Files.Where(file => file.StartsWith(project, StringComparison.Ordinal) && file.Count(c => c == '/') > 1)
            .Select(file => file.Split('/')[1]).Distinct(StringComparer.Ordinal).Where(folder => !mayUse.ContainsKey(folder)));

    private static void None(IEnumerable<string> violations) => Assert.Equal("", string.Join('\n', violations));

    private static IEnumerable<(string File, int Line, string Name)> Uses(string under, Regex pattern) =>
        from file in SourceTree.Files
        where file.StartsWith(under, StringComparison.Ordinal)
        from line in SourceTree.Lines(file).Select((text, index) => (Text: text, Number: index + 1))
        let match = pattern.Match(line.Text)
        where match.Success
        select (file, line.Number, match.Groups[1].Value);

    [GeneratedRegex(@"^using (?:static )?ActorMesh\.DataPlane\.([A-Za-z]+)")]
    private static partial Regex DataPlaneUse();

    [GeneratedRegex(@"^using (?:static |\w+ = )?ActorMesh\.Hocon\.([A-Za-z]+)")]
    private static partial Regex HoconUse();

    [GeneratedRegex(@"^using (?:static )?ActorMesh\.(DataPlane)")]
    private static partial Regex AnyDataPlaneUse();

    [GeneratedRegex(@"^using (?:static |\w+ = )?ActorMesh\.ControlPlane\.([A-Za-z]+)")]
    private static partial Regex AnyRoomOfControlPlaneUse();

    [GeneratedRegex(@"^using (?:static )?ActorMesh\.(ControlPlane)")]
    private static partial Regex ControlPlaneUse();

    [GeneratedRegex(@"^using (?:static |\w+ = )?(Akka\.Cluster)(?:;|\.Cluster\b)")]
    private static partial Regex ClusterUse();

    [GeneratedRegex(@"^using (?:static )?(Akka)\b")]
    private static partial Regex AkkaUse();
}
