namespace ActorMesh.DataPlane.Routing.Paths;

/// <summary>What to do with <c>%2F</c> and <c>%5C</c> (and a bare backslash, which some servers read as a slash) in a path.</summary>
public enum EscapedSlashes : byte
{
    /// <summary>They stay as they are.</summary>
    Keep,
    /// <summary>The request is answered with 400; so is one with <c>%00</c>, and one with a segment like <c>..;x</c>, which some servers read as <c>..</c>.</summary>
    Reject,
    /// <summary>They become slashes, and the client is sent to the new path with 307.</summary>
    UnescapeAndRedirect,
    /// <summary>They become slashes, and the request goes on.</summary>
    UnescapeAndForward,
}
