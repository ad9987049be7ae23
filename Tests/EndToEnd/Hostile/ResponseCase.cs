using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>Bytes that an upstream answers, and what the client must get. The format is in <c>Corpus/README.md</c>.</summary>
internal sealed class ResponseCase
{
    private static readonly string[] Keys =
    [
        "title", "from", "note", "request", "line", "send", "finish", "reset", "later", "expect", "or", "body", "present", "absent", "reuse",
    ];

    private ResponseCase(CorpusEntry entry)
    {
        Id = entry.Id;
        Title = entry.First("title") ?? throw new FormatException($"{Id} has no title.");
        Section = entry.First("from") ?? throw new FormatException($"{Id} names no section.");
        Note = entry.First("note");
        Method = entry.First("request") ?? "GET";
        Bytes = RequestCase.BytesOf(entry);
        Finishes = entry.Has("finish");
        Resets = entry.Has("reset");
        Later = entry.First("later") is { } later ? Escaped.Parse(later) : null;
        Outcomes = [.. entry.Lines.Where(line => line.Key is "expect" or "or").Select(line => line.Value)];
        Body = Escaped.Parse(entry.First("body") ?? "");
        Present = [.. entry.Lines.Where(line => line.Key == "present").Select(line => Expectation.ParseField(line.Value))];
        Absent = [.. entry.Lines.Where(line => line.Key == "absent").Select(line => line.Value)];
        ReuseAllowed = entry.First("reuse") == "allowed";
        if (entry.Lines.FirstOrDefault(line => !Keys.Contains(line.Key)).Key is { } unknown) throw new FormatException($"{Id}: unknown key '{unknown}'.");
    }

    public static IReadOnlyDictionary<string, ResponseCase> All { get; } =
        CorpusEntry.ReadAll("responses.corpus").Select(entry => new ResponseCase(entry)).ToDictionary(one => one.Id);

    public string Id { get; }

    public string Title { get; }

    public string Section { get; }

    public string? Note { get; }

    public string Method { get; }

    public byte[] Bytes { get; }

    public bool Finishes { get; }

    public bool Resets { get; }

    public byte[]? Later { get; }

    /// <summary>bad-gateway, unavailable, cut, or passed STATUS; any of them is right.</summary>
    public IReadOnlyList<string> Outcomes { get; }

    public byte[] Body { get; }

    public IReadOnlyList<WireField> Present { get; }

    public IReadOnlyList<string> Absent { get; }

    public bool ReuseAllowed { get; }

    /// <summary>The status that a passed answer has; null when the answer must not be passed.</summary>
    public int? PassedStatus => Outcomes.FirstOrDefault(outcome => outcome.StartsWith("passed ", StringComparison.Ordinal)) is { } passed
        ? int.Parse(passed.AsSpan("passed ".Length), CultureInfo.InvariantCulture)
        : null;
}
