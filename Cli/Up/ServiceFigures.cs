namespace ActorMesh.Cli.Up;

/// <summary>How a service does.</summary>
/// <param name="PerSecond">Requests answered; null while nothing is known.</param>
/// <param name="Success">Share of them that is no 5xx, 0..1; null when there were none.</param>
/// <param name="P95">What 95% of them did not exceed, up to a sixteenth.</param>
internal sealed record ServiceFigures(double? PerSecond, double? Success, TimeSpan? P95)
{
    public static readonly ServiceFigures Unknown = new(null, null, null);
}
