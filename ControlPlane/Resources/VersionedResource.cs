using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>A resource as proxies get it. Immutable.</summary>
/// <param name="Version">Equal for equal content, and only then: a hash of it.</param>
/// <param name="Body">Packed once, however many proxies it goes to.</param>
public sealed record VersionedResource(string Name, string Version, Any Body);
