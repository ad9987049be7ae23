namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>One case of a <c>.corpus</c> file: its id and its lines as key and value, in order. <c>Corpus/README.md</c> has the keys.</summary>
internal sealed record CorpusEntry(string Id, IReadOnlyList<(string Key, string Value)> Lines)
{
    public string? First(string key) => Lines.Where(line => line.Key == key).Select(line => line.Value).FirstOrDefault();

    public bool Has(string key) => Lines.Any(line => line.Key == key);

    /// <summary>Reads every file whose name matches, in the order of names.</summary>
    public static IReadOnlyList<CorpusEntry> ReadAll(string pattern)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Hostile", "Corpus");
        return [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).SelectMany(Read)];
    }

    private static List<CorpusEntry> Read(string file)
    {
        var entries = new List<CorpusEntry>();
        List<(string, string)>? lines = null;
        foreach (var text in File.ReadLines(file).Select(line => line.TrimStart()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            var (key, value) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..]);
            if (key == "case") entries.Add(new CorpusEntry(value, lines = []));
            else if (lines is null) throw new FormatException($"{file}: '{text}' stands before the first case.");
            else lines.Add((key, value));
        }

        return entries;
    }
}
