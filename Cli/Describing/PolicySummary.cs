namespace ActorMesh.Cli.Describing;

/// <summary>One policy in short: <c>timeout</c>, <c>request 10s, per-try 3s</c>.</summary>
/// <param name="Name">Its key below a service, as in <c>rate-limit.local</c>.</param>
internal sealed record PolicySummary(string Name, string Text);
