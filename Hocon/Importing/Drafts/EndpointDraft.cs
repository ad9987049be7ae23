namespace ActorMesh.Hocon.Importing.Drafts;

/// <summary>A replica.</summary>
/// <param name="Weight">Null: as good as any other.</param>
internal sealed record EndpointDraft(string Host, int Port, string? Zone, int? Weight, IReadOnlyList<KeyValuePair<string, string>> Labels)
{
    public EndpointDraft(string host, int port)
        : this(host, port, null, null, [])
    {
    }

    /// <summary>IPv6 addresses stand in brackets.</summary>
    public string Address => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
