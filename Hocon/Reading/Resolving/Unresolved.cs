namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Says why a reference found nothing (AM0107), and what it may have meant.</summary>
internal sealed class Unresolved(DiagnosticList diagnostics)
{
    private const string Code = "AM0107";

    /// <summary>To look for a similar name costs; a file with more broken references than this has another problem.</summary>
    private const int GuessesMax = 50;

    private const int CandidatesMax = 2000;

    private int _guesses;

    public void Report(ReferenceExpression reference, PathEnding ending)
    {
        var path = string.Join('.', reference.Path);
        if (ending.Found is { Active: >= 0 })
        {
            Circle(diagnostics, reference.Span);
            return;
        }
        var optional = path.Length > 40 ? "${?...}" : $"${{?{path}}}";
        string hint;
        if (ending.Found is { } empty) hint = $"it stands at {empty.Layers[^1].KeySpan.Position}, but only refers to what is not set; write {optional} if it may be missing";
        else if (Nearest(reference.Path, ending) is { } nearest) hint = $"did you mean {Shown.Of(nearest)}?";
        else hint = $"set it, here or as an environment variable, or write {optional} if it may be missing";
        diagnostics.Error(reference.Span, Code, $"nothing is set at {Shown.Of(path)}", hint);
    }

    public static void Circle(DiagnosticList diagnostics, SourceSpan span) =>
        diagnostics.Error(span, Code, "this reference leads back to the value that it is in", "set that value before, or break the circle");

    private string? Nearest(IReadOnlyList<string> path, PathEnding ending)
    {
        if (ending.Within is null || _guesses++ >= GuessesMax) return null;
        var nearest = NearestName.Among(path[ending.Index], ending.Within.Fields.Keys.Take(CandidatesMax));
        return nearest is null ? null : string.Join('.', path.Take(ending.Index).Append(nearest).Concat(path.Skip(ending.Index + 1)));
    }
}
