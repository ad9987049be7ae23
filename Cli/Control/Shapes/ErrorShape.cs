namespace ActorMesh.Cli.Control.Shapes;

/// <summary>Why the control plane did not do what it was asked.</summary>
/// <param name="Code">One word, the same for the same cause: scripts may rely on it.</param>
/// <param name="What">What did not happen.</param>
/// <param name="Why">In one sentence.</param>
/// <param name="Help">What to do.</param>
internal sealed record ErrorShape(string ApiVersion, string Kind, string Code, string What, string Why, string Help)
{
    /// <summary>The version that runs; null where it does not matter.</summary>
    public long? RunningVersion { get; init; }

    public IReadOnlyList<ProblemShape>? Problems { get; init; }

    public static ErrorShape Of(string code, string what, string why, string help) => new(ControlJson.ApiVersion, "Error", code, what, why, help);
}
