using System.IO.Hashing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>A resource as proxies get it. Immutable.</summary>
/// <param name="Version">Equal for equal content, and only then: a hash of it.</param>
/// <param name="Body">Packed once, however many proxies it goes to.</param>
public sealed record VersionedResource(string Name, string Version, Any Body)
{
    /// <param name="content">Is not kept.</param>
    public static VersionedResource Of(string name, IMessage content)
    {
        var body = Any.Pack(content);
        return new VersionedResource(name, Convert.ToHexStringLower(XxHash128.Hash(body.Value.Span)), body);
    }
}
