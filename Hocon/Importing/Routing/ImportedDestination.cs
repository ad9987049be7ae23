using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Routing;

/// <summary>Where a share of a rule's requests goes.</summary>
/// <param name="Subset">A part of the service; null: all of it.</param>
/// <param name="Weight">In proportion to the others of the rule.</param>
internal sealed record ImportedDestination(ServiceDraft Service, string? Subset, long Weight, ImportPlace At);
