using ActorMesh.Cli.Output;
using ActorMesh.Cli.Probing;
using ActorMesh.Cli.Sidecars;

namespace ActorMesh.Cli.Describing;

/// <summary>Descriptions for people: sections of aligned lines.</summary>
internal static class DescriptionText
{
    /// <param name="wide">Show all policies, also those that are built in.</param>
    public static void Write(ServiceShape service, TextWriter writer, bool wide)
    {
        writer.WriteLine($"service {service.Name}   {service.At}");
        Section(writer, null,
        [
            ["port", $"{service.Port}, {service.Protocol}; its application at {service.App}"],
            .. service.Exposed is { } exposed ? [["exposed", exposed]] : Array.Empty<string[]>(),
            .. service.Replicas.Select((replica, index) => new[] { index == 0 ? "replicas" : "", replica }),
            .. service.Versions.Select((version, index) => new[] { index == 0 ? "versions" : "", version }),
        ]);
        Section(writer, "called by", Neighbours(service.Callers));
        Section(writer, "calls", Neighbours(service.Calls));
        Section(writer, "routes, the first that matches", Routes(service.Routes));
        Section(writer, "policies", Policies(service.Policies, wide));
        Findings(writer, service.Findings);
    }

    /// <param name="wide">Show all policies, also those that are built in.</param>
    public static void Write(RouteShape route, TextWriter writer, bool wide)
    {
        writer.WriteLine($"route {route.Service}/{route.Name}   {route.At}");
        Section(writer, null,
        [
            ["match", route.Match],
            ["then", route.Target],
            .. route.Mirror is { } mirror ? [["mirror", mirror]] : Array.Empty<string[]>(),
            ["place", route.Place == 1 ? $"1 of {route.Of}" : $"{route.Place} of {route.Of}, after {string.Join(", ", route.Earlier.Select(earlier => earlier.Name))}"],
            ["repeat", route.Idempotent ? "safe: idempotent = on" : "safe for idempotent methods alone"],
        ]);
        Section(writer, "policies", Policies(route.Policies, wide));
        Findings(writer, route.Findings);
    }

    private static IEnumerable<string[]> Neighbours(IEnumerable<NeighbourShape> neighbours) =>
        neighbours.Select(neighbour => new[] { neighbour.Service, Way(neighbour), neighbour.At });

    private static string Way(NeighbourShape neighbour) => neighbour switch
    {
        { Local: { } local } => $"at {local}",
        { Service: ProbeRequest.Ingress } => "from outside",
        _ => "",
    };

    private static IEnumerable<string[]> Routes(IEnumerable<RouteLineShape> routes) =>
        routes.Select(route => new[] { route.Name, $"{route.Match} -> {route.Target}", route.At });

    private static IEnumerable<string[]> Policies(IEnumerable<PolicyShape> policies, bool wide) =>
        policies.Where(policy => wide || policy.At is not null || policy.Text != "off").Select(policy => new[] { policy.Name, policy.Text, policy.At ?? "built-in" });

    private static void Findings(TextWriter writer, IEnumerable<Finding> findings) =>
        Section(writer, "findings", findings.Select(finding => new[] { $"{finding.Severity} {finding.Code}", finding.Message, $"{finding.File}:{finding.Line}:{finding.Column}" }));

    private static void Section(TextWriter writer, string? title, IEnumerable<string[]> rows)
    {
        var table = new TextTable(gap: 3);
        foreach (var row in rows) table.Add(row);
        if (table.IsEmpty) return;
        if (title is not null) writer.WriteLine(title);
        table.Write(writer, "  ");
    }
}
