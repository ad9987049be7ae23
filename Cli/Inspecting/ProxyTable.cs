using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Inspecting;

/// <summary>How far each proxy is with each type of resource.</summary>
/// <param name="now">What ages are counted to.</param>
internal sealed partial class ProxyTable(DateTimeOffset now, Paint paint)
{
    private const string None = "-";

    private static readonly string[] Types = ["CDS", "LDS", "RDS", "EDS"];

    /// <param name="isWide">With the control node that each is connected to.</param>
    public void Write(IReadOnlyList<ProxyShape> proxies, bool isWide, TextWriter writer)
    {
        var table = new TextTable();
        table.Add(["NAME", "SERVICE", "ZONE", .. Types, "CONFIG", "AGE", .. isWide ? ["NODE"] : Array.Empty<string>(), "VERSION"]);
        foreach (var proxy in proxies.OrderBy(proxy => proxy.Id, StringComparer.Ordinal)) table.Add(Row(proxy, isWide));
        foreach (var (index, line) in table.Lines().Index()) writer.WriteLine(index == 0 ? line : Painted(line));
    }

    internal string[] Row(ProxyShape proxy, bool isWide)
    {
        var newest = proxy.Types.Count == 0 ? (DateTimeOffset?)null : proxy.Types.Max(type => type.At);
        return
        [
            proxy.Id, proxy.Service, proxy.Zone ?? None,
            .. Types.Select(type => proxy.IsLost ? None : State(proxy.Types.FirstOrDefault(one => one.Type == type))),
            proxy.IsLost || proxy.Version == 0 ? None : $"{proxy.Version}",
            proxy.IsLost || newest is null ? None : AgeText.Of(now - newest.Value),
            .. isWide ? [proxy.Node ?? None] : Array.Empty<string>(),
            proxy.IsLost ? $"LOST {AgeText.Of(now - proxy.Since)}" : Version(proxy.Agent),
        ];
    }

    private string State(TypeShape? type) => type?.State switch
    {
        null => None,
        ProxyShape.Synced => "SYNCED",
        ProxyShape.Nack => FindingCode().Match(type.Refusal ?? "") is { Success: true } code ? $"NACK {code.Value}" : "NACK",
        _ => $"STALE {AgeText.Of(now - type.At)}",
    };

    // What stands after the name of the program, as in actormesh/0.3.0.
    private static string Version(string? agent) => string.IsNullOrEmpty(agent) ? None : agent.StartsWith("actormesh/", StringComparison.Ordinal) ? agent["actormesh/".Length..] : agent;

    private string Painted(string line) =>
        line.Contains(" NACK", StringComparison.Ordinal) || line.Contains(" LOST ", StringComparison.Ordinal) ? paint.Red(line)
        : line.Contains(" STALE ", StringComparison.Ordinal) ? paint.Yellow(line)
        : line;

    [System.Text.RegularExpressions.GeneratedRegex("\\bAM\\d{4}\\b")]
    private static partial System.Text.RegularExpressions.Regex FindingCode();
}
