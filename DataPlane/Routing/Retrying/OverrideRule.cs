namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>What headers of a request may change of the policies of its route (<c>x-envoy-upstream-rq-timeout-ms</c> and its like).</summary>
public enum OverrideRule : byte
{
    /// <summary>Anything, as in Envoy.</summary>
    Anybody,
    /// <summary>Shorter times and fewer tries count, and nothing else.</summary>
    Tighten,
    /// <summary>Nothing.</summary>
    Nobody,
}
