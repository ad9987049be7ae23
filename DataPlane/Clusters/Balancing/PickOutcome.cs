namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>What came of a pick.</summary>
public enum PickOutcome : byte
{
    /// <summary>There is an endpoint.</summary>
    Picked,
    /// <summary>No endpoint may be used now: 503, flag UH.</summary>
    NoHealthyUpstream,
    /// <summary>Refused as part of a configured share: 503, flag DO.</summary>
    DroppedOverload,
    /// <summary>Refused because a category drops every request: 503, flag UDO.</summary>
    DroppedUnconditionally,
}
