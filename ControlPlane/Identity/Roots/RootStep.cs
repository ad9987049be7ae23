namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>What became of a root.</summary>
/// <param name="Number">From 1, without a gap: who writes a number first has decided what it is.</param>
/// <param name="Author">Who wanted it; empty: its time had come.</param>
public sealed record RootStep(long Number, int Generation, RootStepKind Kind, DateTimeOffset At, string Author);
