namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>A fault filter at one moment.</summary>
/// <param name="Place">Where it is configured, as in <c>virtual host 'a', route 'b'</c>; empty for the listener itself.</param>
/// <param name="Summary">What it does, for people.</param>
/// <param name="Overflows">Requests spared because enough others were in trouble.</param>
/// <param name="Active">Requests in trouble now.</param>
public sealed record FaultStatus(string Place, string Summary, long Delays, long Aborts, long Overflows, long Active);
