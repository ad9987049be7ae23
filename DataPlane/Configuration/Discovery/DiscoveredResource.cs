using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>A resource that can be run. Immutable; it stays the same object as long as its content is the same.</summary>
/// <param name="packed">As it was sent.</param>
/// <param name="message">As it is run.</param>
/// <param name="needs">What it lacks: of a cluster its endpoints, of a listener its routes, of either its secrets.</param>
internal sealed class DiscoveredResource(string name, Any packed, IMessage message, IReadOnlyList<DiscoveryNeed> needs)
{
    public string Name => name;

    public Any Packed => packed;

    /// <summary>Whether it stands in the file, and was not sent.</summary>
    public bool IsStatic => packed.TypeUrl.Length == 0;

    public IMessage Message => message;

    public IReadOnlyList<DiscoveryNeed> Needs => needs;
}
