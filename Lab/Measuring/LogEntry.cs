namespace ActorMesh.Lab.Measuring;

/// <summary>Something that changed during a run.</summary>
/// <param name="At">Since its start.</param>
/// <param name="Service">Which it is about; <c>load</c> for the load.</param>
/// <param name="Caller">The replica that it happened at: each decides for itself. Empty when it happened to the service.</param>
/// <param name="Subject">To whom or to what: a replica, a cluster.</param>
/// <param name="State">What it is from now on: <c>open</c>, <c>ejected</c>.</param>
/// <param name="Text">For people.</param>
public sealed record LogEntry(TimeSpan At, LogKind Kind, string Service, string Caller, string Subject, string State, string Text);
