namespace ActorMesh.Cli.Workloads;

/// <summary>A service that a workload calls before it answers.</summary>
/// <param name="Address">Scheme, host and port; the path is that of the request under way.</param>
internal sealed record Callee(string Name, Uri Address)
{
    /// <param name="text"><c>orders=http://127.0.0.1:20001</c>.</param>
    /// <param name="problem">What is wrong and what to write instead; empty when all is well.</param>
    public static Callee? Parse(string text, out string problem)
    {
        problem = "";
        var parts = text.Split('=', 2);
        if (parts.Length == 2 && parts[0].Length > 0
            && Uri.TryCreate(parts[1], UriKind.Absolute, out var address) && address is { Scheme: "http", PathAndQuery: "/", UserInfo: "", Fragment: "" })
            return new Callee(parts[0], address);
        problem = $"'{text}' does not name a service and its address; write it like orders=http://127.0.0.1:20001";
        return null;
    }

    /// <param name="pathAndQuery">Begins with a slash, or the root is meant.</param>
    public Uri At(string pathAndQuery) => new($"http://{Address.Authority}{(pathAndQuery.StartsWith('/') ? pathAndQuery : "/")}");
}
