using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Routing;

/// <summary>A rule of a route table of another format, as far as a mesh file has words for it.</summary>
/// <param name="Name">Null when the file gives it none.</param>
/// <param name="Matches">Sections for <c>match</c>, any of which may hold.</param>
/// <param name="Body">What happens to a request, apart from where it goes.</param>
/// <param name="Destinations">Empty when the proxy answers by itself.</param>
internal sealed record ImportedRule(
    ImportPlace At, string? Name, IReadOnlyList<DraftObject> Matches, DraftObject Body, IReadOnlyList<ImportedDestination> Destinations)
{
    /// <summary>Where copies go; null: nowhere. Their share stands in <see cref="Body"/>.</summary>
    public ImportedDestination? Mirror { get; init; }

    /// <summary>Comments for the file.</summary>
    public List<string> Comments { get; } = [];
}
