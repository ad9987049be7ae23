using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>One replica.</summary>
/// <param name="Host">IP address or DNS name.</param>
/// <param name="Weight">1..1000; 100 when not written.</param>
/// <param name="Labels">What versions select by.</param>
public sealed record Endpoint(SourceSpan Span, string Host, int Port, string? Zone, int Weight, IReadOnlyDictionary<string, string> Labels);
