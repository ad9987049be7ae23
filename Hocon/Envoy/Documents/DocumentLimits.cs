namespace ActorMesh.Hocon.Envoy.Documents;

/// <summary>What a document may cost. A file comes from elsewhere, so it is never trusted to be small.</summary>
internal static class DocumentLimits
{
    /// <summary>UTF-16 units of text. The largest file a sidecar is meant to hold is 16 MiB.</summary>
    public const int TextLengthMax = 16 * 1024 * 1024;

    /// <summary>Nested mappings and lists. The deepest place in the resource model is some 25 levels down.</summary>
    public const int DepthMax = 64;

    /// <summary>Values, lists and mappings. A cluster of 10,000 endpoints has some 100,000.</summary>
    public const int NodesMax = 1_000_000;

    /// <summary>Nodes that all aliases together stand for. Stops documents that double with each line.</summary>
    public const long AliasedNodesMax = 200_000;
}
