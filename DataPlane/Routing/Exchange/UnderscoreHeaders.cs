namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>What happens to header names with underscores, which many servers cannot tell from hyphens (HeadersWithUnderscoresAction).</summary>
public enum UnderscoreHeaders : byte
{
    Allow,
    Reject,
    Drop,
}
