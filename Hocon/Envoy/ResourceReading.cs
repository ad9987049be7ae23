using Google.Protobuf;

namespace ActorMesh.Hocon.Envoy;

/// <summary>What came of reading a resource that a control plane sent.</summary>
/// <param name="Resource">As far as ActorMesh runs it; null when it may not be run.</param>
/// <param name="Problems">Why not, each with the field and what to do.</param>
/// <param name="Unread">Fields that are left out: nothing opens without them.</param>
public sealed record ResourceReading(IMessage? Resource, IReadOnlyList<string> Problems, IReadOnlyList<string> Unread);
