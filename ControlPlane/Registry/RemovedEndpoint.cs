namespace ActorMesh.ControlPlane.Registry;

/// <summary>An endpoint that was taken away although its proxy did not say that it leaves.</summary>
/// <param name="Why">For people.</param>
public sealed record RemovedEndpoint(Registration Registration, DateTimeOffset At, string Why);
