using ActorMesh.Cli.Output;
using ActorMesh.Cli.Probing;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Verifying;

/// <summary>Who may call whom: a matrix for a mesh that fits on a screen, and why for all that is out of the ordinary.</summary>
internal static class AccessText
{
    private const int MatrixMax = 12;

    public static void Write(IReadOnlyList<string> services, IReadOnlyList<AccessPair> pairs, TextWriter writer)
    {
        if (services.Count <= MatrixMax) Matrix(services, pairs).Write(writer, "  ");
        else writer.WriteLine($"  {pairs.Count(pair => pair.Word == "yes")} calls are let in as they should be");
        var why = new TextTable(gap: 3);
        foreach (var pair in pairs.Where(pair => pair.IsRemarkable))
            why.Add($"{pair.From} -> {pair.To}", $"{pair.Word}: {pair.Reason}", pair.Origin?.ToString() ?? "");
        why.Write(writer, "  ");
    }

    private static TextTable Matrix(IReadOnlyList<string> services, IReadOnlyList<AccessPair> pairs)
    {
        var words = pairs.ToDictionary(pair => (pair.From, pair.To), pair => pair.Word);
        var senders = new[] { ProbeRequest.Ingress }.Concat(services).Append(AccessPair.Others)
            .Where(from => from != AccessPair.Others || pairs.Any(pair => pair.From == from));
        var table = new TextTable();
        table.Add(["FROM \\ TO", .. services]);
        foreach (var from in senders) table.Add([from, .. services.Select(to => words.GetValueOrDefault((from, to), "-"))]);
        return table;
    }
}
