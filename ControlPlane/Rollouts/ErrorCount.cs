namespace ActorMesh.ControlPlane.Rollouts;

/// <summary>Requests, and those of them that were answered with a 5xx.</summary>
public readonly record struct ErrorCount(long Requests, long Failures)
{
    /// <summary>0..1; 0 for no requests.</summary>
    public double Share => Requests == 0 ? 0 : (double)Failures / Requests;

    public static ErrorCount operator +(ErrorCount left, ErrorCount right) => new(left.Requests + right.Requests, left.Failures + right.Failures);
}
