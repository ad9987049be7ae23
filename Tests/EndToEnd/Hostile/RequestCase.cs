using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>Bytes that a client sends, and what must come of them. The format is in <c>Corpus/README.md</c>.</summary>
internal sealed class RequestCase
{
    private static readonly string[] Keys =
    [
        "title", "from", "note", "policy", "line", "send", "expect", "or", "body", "present", "absent", "absent-value", "no-interim", "then",
        "alone", "half-close",
    ];

    private RequestCase(CorpusEntry entry)
    {
        Id = entry.Id;
        Title = entry.First("title") ?? throw new FormatException($"{Id} has no title.");
        Section = entry.First("from") ?? throw new FormatException($"{Id} names no section.");
        Note = entry.First("note");
        Policy = entry.First("policy");
        HalfClose = entry.Has("half-close");
        Alone = HalfClose || entry.Has("alone");
        NoInterim = entry.Has("no-interim");
        Bytes = BytesOf(entry);
        Outcomes = OutcomesOf(entry);
        Afterwards = entry.First("then");
        if (entry.Lines.FirstOrDefault(line => !Keys.Contains(line.Key)).Key is { } unknown) throw new FormatException($"{Id}: unknown key '{unknown}'.");
    }

    public string Id { get; }

    public string Title { get; }

    public string Section { get; }

    public string? Note { get; }

    public string? Policy { get; }

    public bool HalfClose { get; }

    public bool Alone { get; }

    public bool NoInterim { get; }

    public byte[] Bytes { get; }

    /// <summary>For each message in turn the outcomes that are right.</summary>
    public IReadOnlyList<IReadOnlyList<Expectation>> Outcomes { get; }

    /// <summary>open, closed, either; null leaves it to the last outcome.</summary>
    public string? Afterwards { get; }

    public static IReadOnlyDictionary<string, RequestCase> All { get; } = ReadAll();

    public static byte[] BytesOf(CorpusEntry entry) =>
    [
        .. entry.Lines
            .Where(line => line.Key is "line" or "send")
            .SelectMany(line => Escaped.Parse(line.Key == "line" ? line.Value + "\\r\\n" : line.Value)),
    ];

    private static Dictionary<string, RequestCase> ReadAll() =>
        CorpusEntry.ReadAll("requests-*.corpus").Select(entry => new RequestCase(entry)).ToDictionary(one => one.Id);

    private static List<IReadOnlyList<Expectation>> OutcomesOf(CorpusEntry entry)
    {
        var all = new List<List<Expectation>>();
        foreach (var (key, value) in entry.Lines)
        {
            if (key == "expect") all.Add([Expectation.Parse(value)]);
            else if (key == "or") all[^1].Add(Expectation.Parse(value));
            else if (key == "body") all[^1][^1] = (Expectation.Forwarded)all[^1][^1] with { Body = Escaped.Parse(value) };
            else if (key is "present" or "absent" or "absent-value") AddField((Expectation.Forwarded)all[^1][^1], key, value);
        }

        return all.Count > 0 ? [.. all] : throw new FormatException($"{entry.Id} expects nothing.");
    }

    private static void AddField(Expectation.Forwarded expectation, string key, string value)
    {
        if (key == "absent") expectation.Absent.Add(value);
        else (key == "present" ? expectation.Present : expectation.AbsentValues).Add(Expectation.ParseField(value));
    }
}
