using System.Diagnostics.CodeAnalysis;
using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>The endpoint for a request, or why there is none.</summary>
/// <param name="Outcome">Whether there is an endpoint.</param>
/// <param name="Endpoint">Set exactly when the outcome is <see cref="PickOutcome.Picked"/>.</param>
/// <param name="Priority">The priority drawn; 0 if the request was dropped before that.</param>
/// <param name="InPanic">
/// That priority has too few available endpoints, so health was ignored (or traffic refused, where configured).
/// </param>
/// <param name="DropCategory">The category that dropped the request, else null.</param>
public readonly record struct PickResult(PickOutcome Outcome, EndpointCell? Endpoint, int Priority, bool InPanic, string? DropCategory)
{
    [MemberNotNullWhen(true, nameof(Endpoint))]
    public bool IsPicked => Endpoint is not null;
}
