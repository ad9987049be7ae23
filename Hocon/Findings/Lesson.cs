using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings;

/// <summary>What one code means, why it matters and what to do: a page of the manual.</summary>
/// <param name="Code">As in <c>AM0403</c>. Never used for anything else, also when the check is gone.</param>
/// <param name="Severity">The usual one; a few checks are stricter when the amount is large.</param>
/// <param name="Title">What is wrong, in a few words.</param>
public sealed record Lesson(string Code, DiagnosticSeverity Severity, string Title)
{
    public LessonSource Source { get; init; } = LessonSource.Mesh;

    /// <summary>What is compared with what.</summary>
    public required string Checks { get; init; }

    /// <summary>The incident that it prevents, told plainly.</summary>
    public required string Why { get; init; }

    /// <summary>What to write instead.</summary>
    public required string Fix { get; init; }

    /// <summary>Where the problem is told and shown, as in <c>06 Timeout and retry budget</c>; null when it belongs to none.</summary>
    public string? Scene { get; init; }

    /// <summary>How the numbers of the message come about; null when there is nothing to compute.</summary>
    public string? Formula { get; init; }

    /// <summary>A mesh file that raises the code; null when no file can.</summary>
    public string? Failing { get; init; }

    /// <summary>The same, put right.</summary>
    public string? Fixed { get; init; }
}
