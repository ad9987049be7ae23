namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>What an attempt says about its upstream, in the eyes of a breaker.</summary>
internal enum AttemptVerdict : byte
{
    Ignored,
    Success,
    Failure,
}
