namespace ActorMesh.Hocon.Reading.Resolving;

/// <summary>Says why a reference found nothing (AM0107), and what it may have meant.</summary>
internal static class Unresolved
{
    private const string Code = "AM0107";

    public static void Report(DiagnosticList diagnostics, ReferenceExpression reference, PathEnding ending)
    {
        var path = string.Join('.', reference.Path);
        if (ending.IsCircle)
        {
            Circle(diagnostics, reference.Span);
            return;
        }
        diagnostics.Error(
            reference.Span,
            Code,
            $"nothing is set at {Shown.Of(path)}",
            Nearest(reference.Path, ending) is { } nearest
                ? $"did you mean {Shown.Of(nearest)}?"
                : "set it, here or as an environment variable, or write ${?" + (path.Length > 40 ? "..." : path) + "} if it may be missing");
    }

    public static void Circle(DiagnosticList diagnostics, SourceSpan span) =>
        diagnostics.Error(span, Code, "this value refers back to itself", "follow the references from here and break the circle");

    private static string? Nearest(IReadOnlyList<string> path, PathEnding ending)
    {
        if (ending.Within is null) return null;
        var nearest = NearestName.Among(path[ending.Index], ending.Within.Fields.Keys);
        return nearest is null ? null : string.Join('.', path.Take(ending.Index).Append(nearest).Concat(path.Skip(ending.Index + 1)));
    }
}
