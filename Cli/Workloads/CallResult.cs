namespace ActorMesh.Cli.Workloads;

/// <summary>What came of calling all callees.</summary>
/// <param name="Tree">Who answered, a line each, indented by who called whom.</param>
/// <param name="Failure">Which callee failed and how; null when all went well.</param>
internal sealed record CallResult(string Tree, string? Failure)
{
    public static readonly CallResult Nothing = new("", null);
}
