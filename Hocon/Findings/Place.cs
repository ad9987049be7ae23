using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings;

/// <summary>Where a finding points.</summary>
/// <param name="Path">As in <c>services.payments.retries.max-attempts</c>.</param>
/// <param name="Level">How close to the request it was said: 0 built in, 1 <c>mesh.defaults</c>, 2 the service, 3 the route.</param>
internal readonly record struct Place(SourceSpan Span, string Path, int Level)
{
    public bool IsWritten => Level > 0;

    /// <summary>The place that was written closest to the request: what somebody decided there is what made the difference.</summary>
    public static Place Closest(params ReadOnlySpan<Place> places)
    {
        var closest = places[0];
        foreach (var place in places)
            if (place.Level > closest.Level) closest = place;
        return closest;
    }
}
