namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>A whole request as the reference reader understood it.</summary>
/// <param name="MinorVersion">0 or 1, of HTTP/1.x.</param>
/// <param name="Raw">The bytes it was read from.</param>
internal sealed record WireRequest(
    string Method,
    string Target,
    int MinorVersion,
    IReadOnlyList<WireField> Fields,
    byte[] Body,
    IReadOnlyList<WireField> Trailers,
    byte[] Raw)
{
    public string? Field(string name) => Fields.FirstOrDefault(field => field.Is(name))?.Value;

    /// <summary>Every value of the field, split at commas: the members of a list field (RFC 9110 section 5.6.1).</summary>
    public IEnumerable<string> Members(string name) => WireSyntax.Members(Fields, name);

    /// <summary>True when the connection stays open after this request, as far as the client is concerned (RFC 9112 section 9.3).</summary>
    public bool KeepsAlive => MinorVersion == 0
        ? Members("Connection").Any(option => option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase))
        : !Members("Connection").Any(option => option.Equals("close", StringComparison.OrdinalIgnoreCase));

    public override string ToString() => $"{Method} {Target} HTTP/1.{MinorVersion} [{string.Join(" | ", Fields)}] body {Body.Length} bytes";
}
