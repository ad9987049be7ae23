using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Linting;

internal static class Excerpt
{
    public static string Of(SourceSpan span, string? hint)
    {
        var at = span.Position;
        var line = span.File.Line(at.Line);
        var width = Math.Max(1, Math.Min(span.Length, line.Length - at.Column + 1));
        return $"{at.Line,5} | {line}\n      | {new string(' ', at.Column - 1)}{new string('^', width)}{(hint is null ? "" : $" {hint}")}";
    }
}
