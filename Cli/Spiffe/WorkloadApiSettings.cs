namespace ActorMesh.Cli.Spiffe;

/// <summary>Where applications ask a sidecar who they are, and who may ask.</summary>
/// <param name="Path">Of the Unix socket.</param>
/// <param name="Users">Numbers of users that may ask, besides the one that the sidecar runs as.</param>
internal sealed record WorkloadApiSettings(string Path, IReadOnlyList<uint> Users)
{
    private const string Name = "workload.sock";

    /// <summary>Whether it was asked for: a sidecar that cannot have it then does not start.</summary>
    public bool IsAskedFor { get; init; }

    /// <summary>
    /// The socket in a state folder. That is its owner's alone, and whoever may open it may read the sidecar's own key: the socket gives nobody more than
    /// they have. It is one sidecar's alone, too.
    /// </summary>
    public static string PathIn(string stateFolder) => System.IO.Path.Combine(System.IO.Path.GetFullPath(stateFolder), Name);

    /// <summary>As <c>SPIFFE_ENDPOINT_SOCKET</c> names it to applications.</summary>
    public static string AddressOf(string path) => $"unix://{path}";
}
