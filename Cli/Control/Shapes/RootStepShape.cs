namespace ActorMesh.Cli.Control.Shapes;

/// <summary>What a rotation does next.</summary>
/// <param name="Step"><c>signs</c>: it signs from then on; <c>retires</c>: it is believed no more.</param>
internal sealed record RootStepShape(string Root, string Step, DateTimeOffset At);
