namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>How a header says when to come again (RetryPolicy.ResetHeader.format).</summary>
public enum ResetFormat : byte
{
    /// <summary>So many seconds from now.</summary>
    Seconds,
    /// <summary>At this second since 1970.</summary>
    UnixTimestamp,
}
