using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Documents;

/// <summary>Where the fault of a text truly lies: the parser tends to name the place where it began to read what it could not finish.</summary>
/// <param name="At">The place to look at.</param>
/// <param name="Message">What is wrong there.</param>
/// <param name="Hint">What to do about it.</param>
internal sealed record SyntaxFault(SourcePosition At, string Message, string? Hint = null)
{
    private const string NotValid = "this is not valid YAML or JSON";

    /// <param name="text">The whole text.</param>
    /// <param name="reported">Where the parser gave up, or where it was last seen.</param>
    /// <param name="complaint">What the parser says; null when it says nothing of use.</param>
    public static SyntaxFault Find(string text, SourcePosition reported, string? complaint)
    {
        if (complaint?.Contains("tab", StringComparison.Ordinal) == true && IndentedByTab(text, reported.Line) is { } tab)
            return new SyntaxFault(tab, $"{NotValid}: a tab indents this line", "YAML is indented with spaces, never with tabs");
        if (UnclosedBracket.Find(text) is var (bracket, at) && IsUpTo(at, reported))
            return new SyntaxFault(at, $"{NotValid}: the `{bracket}` that stands here is not closed", $"close it with `{(bracket == '[' ? ']' : '}')}`");
        return new SyntaxFault(reported, complaint is null ? $"{NotValid} from about here on" : $"{NotValid}: {complaint.TrimEnd('.')}");
    }

    private static SourcePosition? IndentedByTab(string text, int fromLine)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number < fromLine) continue;
            var column = line.IndexOfAnyExcept(' ');
            if (column >= 0 && line[column] == '\t') return new SourcePosition(number, column + 1);
        }
        return null;
    }

    private static bool IsUpTo(SourcePosition position, SourcePosition limit) =>
        position.Line < limit.Line || (position.Line == limit.Line && position.Column <= limit.Column);
}
