using ActorMesh.Cli.Describing;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Planning;

/// <summary>A plan for people.</summary>
/// <param name="mesh">The new mesh: tells what a route that is added does.</param>
internal sealed class PlanText(MeshPlan plan, ServiceMesh mesh, Paint paint)
{
    private const int FindingsShownMax = 5;

    public void Write(TextWriter writer)
    {
        if (plan.IsEmpty)
        {
            writer.WriteLine("nothing changes");
            return;
        }
        var table = new TextTable(gap: 3);
        foreach (var change in plan.Changes)
            table.Add($"{Mark(change.Kind)} {change.Path}", Padded(Summary(change)), change.Origin?.ToString() ?? "");
        foreach (var line in table.Lines()) writer.WriteLine(Painted(line));
        writer.WriteLine($"xDS    {Resources()}      reaches {Reach()}, {Drops()}");
        writer.WriteLine($"Checks fixed {Findings(plan.Fixed)}    new: {Findings(plan.Raised)}");
        writer.WriteLine($"plan {plan.Id}: {plan.Count(ChangeKind.Add)} add, {plan.Count(ChangeKind.Change)} change, {plan.Count(ChangeKind.Remove)} remove");
    }

    /// <summary><c>1500ms -> 900ms</c>; for what is added, what it is; nothing for what is removed.</summary>
    public string Summary(Change change) => change switch
    {
        { Old: { } old, New: { } @new } => $"{ValueLine.Of(old)} -> {ValueLine.Of(@new)}",
        { New: { } added } => AddedRoute(change.Path) is { } route ? RouteText.Of(route) : ValueLine.Of(added),
        _ => "",
    };

    private Route? AddedRoute(string path) => path.Split('.') is ["services", var service, "routes", var name]
        ? mesh.Find(service)?.Routes.FirstOrDefault(route => route.Name == name)
        : null;

    private static string Padded(string summary) => summary.Length == 0 ? "" : summary + "   ";

    private string Resources() => string.Join("   ", Enum.GetValues<ResourceKind>().Select(kind => $"{kind.ToString().ToUpperInvariant()} {plan.Resources.Kinds[kind]}"));

    private string Reach() => plan.Resources.Proxies == 1 ? "1 proxy" : $"{plan.Resources.Proxies} proxies";

    private string Drops() => plan.Resources.DrainedListeners == 0 ? "0 connections dropped" : $"{Counted.Of(plan.Resources.DrainedListeners, "listener")} drained";

    private static string Findings(IReadOnlyList<Diagnostic> findings)
    {
        if (findings.Count == 0) return "none";
        var more = findings.Count > FindingsShownMax ? $" and {findings.Count - FindingsShownMax} more" : "";
        return string.Join(", ", findings.Take(FindingsShownMax).Select(finding => $"{finding.Code} ({finding.Message})")) + more;
    }

    private static char Mark(ChangeKind kind) => kind switch { ChangeKind.Add => '+', ChangeKind.Remove => '-', _ => '~' };

    private string Painted(string line) => line[0] switch { '+' => paint.Green(line), '-' => paint.Red(line), _ => paint.Yellow(line) };
}
