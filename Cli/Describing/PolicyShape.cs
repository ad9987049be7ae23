namespace ActorMesh.Cli.Describing;

/// <summary>A policy in short.</summary>
/// <param name="At">Null when all of it is built in.</param>
internal sealed record PolicyShape(string Name, string Text, string? At)
{
    public static PolicyShape Of(PolicySummary summary) => new(summary.Name, summary.Text, summary.Origin?.ToString());
}
