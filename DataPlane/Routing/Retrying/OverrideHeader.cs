namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>A header by which a request sets policy.</summary>
internal enum OverrideHeader : byte
{
    None,
    Timeout,
    PerTryTimeout,
    RetriesMax,
    RetryOn,
    RetryGrpcOn,
    StatusCodes,
    HeaderNames,
    HedgeOnPerTryTimeout,
    Deadline,
}
