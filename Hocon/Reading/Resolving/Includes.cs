using ActorMesh.Hocon.Reading.Syntax;

namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Finds and parses included files, and knows which are being included at the moment.</summary>
internal sealed class Includes(SourceFile first, ConfigSources sources, DiagnosticList diagnostics)
{
    private const string Code = "AM0108";

    private readonly List<SourceFile> _open = [first];
    private readonly Dictionary<string, (SourceFile File, ValueSyntax Root)> _known = new(StringComparer.Ordinal);
    private int _count;
    private long _length = first.Text.Length;

    /// <summary>The first file, and each other once.</summary>
    public List<SourceFile> Files { get; } = [first];

    /// <summary>Opens what an include names; <see cref="Close"/> it afterwards.</summary>
    /// <returns>Null when that is impossible, which has been reported.</returns>
    public (SourceFile File, ObjectSyntax Root)? Open(SourceFile from, IncludeSyntax include)
    {
        var span = include.NameIn(from);
        if (++_count > ReadingLimits.IncludesMax)
        {
            if (_count == ReadingLimits.IncludesMax + 1)
                diagnostics.Error(span, Code, $"more than {ReadingLimits.IncludesMax} files are included", "put some of them together");
            return null;
        }
        if (sources.Include(from, include.Name) is not { } file)
        {
            diagnostics.Error(span, Code, $"the included file {Shown.Of(include.Name)} is not there, or empty", "names count from the folder of the file that includes");
            return null;
        }
        if (_open.Exists(open => open.Name == file.Name))
        {
            var circle = string.Join(" includes ", _open.SkipWhile(open => open.Name != file.Name).Append(file).Select(each => each.Name));
            diagnostics.Error(span, Code, $"the include goes in a circle: {circle}", "move what both need into a third file");
            return null;
        }
        return Parse(file, span) is { } root ? (_open[^1], root) : null;
    }

    public void Close() => _open.RemoveAt(_open.Count - 1);

    private ObjectSyntax? Parse(SourceFile file, SourceSpan span)
    {
        if (!_known.TryGetValue(file.Name, out var known) || known.File.Text != file.Text)
        {
            if (!IsSmall(file, span)) return null;
            known = (file, SyntaxParser.Parse(file, Lexer.Tokens(file, diagnostics), diagnostics));
            _known[file.Name] = known;
            Files.Add(file);
        }
        if (known.Root is not ObjectSyntax root)
        {
            diagnostics.Error(span, Code, $"the included file {Shown.Of(file.Name)} holds an array, not an object", "only fields can be included");
            return null;
        }
        _open.Add(known.File);
        return root;
    }

    private bool IsSmall(SourceFile file, SourceSpan span)
    {
        var isSmall = file.Text.Length <= ReadingLimits.FileLengthMax && (_length += file.Text.Length) <= ReadingLimits.TotalLengthMax;
        if (!isSmall)
            diagnostics.Error(
                span,
                Code,
                $"the included file {Shown.Of(file.Name)} is too large",
                $"at most {ReadingLimits.FileLengthMax} characters are read for each file and {ReadingLimits.TotalLengthMax} for all");
        return isSmall;
    }
}
