using System.Text;

namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>A whole response as the strict reader understood it.</summary>
/// <param name="Interim">Status codes of the 1xx responses that came before it.</param>
/// <param name="EndedByClose">True when only the end of the connection ended the body.</param>
internal sealed record WireResponse(
    int Status,
    int MinorVersion,
    IReadOnlyList<WireField> Fields,
    byte[] Body,
    IReadOnlyList<WireField> Trailers,
    IReadOnlyList<int> Interim,
    bool EndedByClose)
{
    public string Text => Encoding.Latin1.GetString(Body);

    public string? Field(string name) => Fields.FirstOrDefault(field => field.Is(name))?.Value;

    /// <summary>True when the sender said that this is the last response on the connection.</summary>
    public bool Closes => EndedByClose || WireSyntax.Members(Fields, "Connection").Any(option => option.Equals("close", StringComparison.OrdinalIgnoreCase));

    public override string ToString() => $"{Status} [{string.Join(" | ", Fields)}] {(Body.Length <= 200 ? Text : $"{Body.Length} bytes")}";
}
