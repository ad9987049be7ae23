namespace ActorMesh.Cli.Admin;

/// <summary>Why a request to the admin API is not answered.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Reason">What is wrong and what to do.</param>
/// <param name="Allow">The method that would do; null when the method is not what is wrong.</param>
internal sealed record AdminRefusal(int Status, string Reason, string? Allow = null);
