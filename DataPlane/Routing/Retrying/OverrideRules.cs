namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>What requests of a route may say of how they are treated. Only those from inside the mesh are listened to at all.</summary>
/// <param name="Headers">What the headers that set policy may change.</param>
/// <param name="RespectsDeadline">Whether <c>x-envoy-expected-rq-timeout-ms</c>, the time that the caller will wait, is heeded. It only ever shortens.</param>
public readonly record struct OverrideRules(OverrideRule Headers, bool RespectsDeadline);
