namespace ActorMesh.DataPlane.Http;

/// <summary>A request method that the proxy treats specially or counts by name (RFC 9110 section 9). Anything else is <see cref="Other"/>.</summary>
public enum HttpMethod : byte
{
    Other,
    Get,
    Head,
    Post,
    Put,
    Delete,
    Options,
    Trace,
    Connect,
    Patch,
}
