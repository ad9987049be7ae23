using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using Google.Protobuf;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds.Subscriptions;

/// <summary>
/// A client as the protocol wants it: all clusters and listeners, the endpoints of its clusters and the routes of its listeners; takes what is
/// good and keeps what it had of what is bad.
/// </summary>
internal abstract class ModelClient
{
    /// <summary>By type URL and name: the version it runs.</summary>
    public Dictionary<string, Dictionary<string, string>> Has { get; } =
        ResourceTypes.InOrder.ToDictionary(type => type, _ => new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>What the server has not seen yet.</summary>
    public Queue<IMessage> Outgoing { get; } = new();

    /// <summary>Opens a stream, with what it has kept from the one before.</summary>
    public abstract void Connect();

    public abstract void Take(IMessage answer);

    public abstract Heard Deliver(DiscoveryStream stream, IMessage request);

    /// <summary>Says once more what it last said of the type's latest answer.</summary>
    public abstract IMessage? Again(string typeUrl);

    protected static string? ChildOf(string typeUrl) => typeUrl switch
    {
        ResourceTypes.Cluster => ResourceTypes.Endpoints,
        ResourceTypes.Listener => ResourceTypes.Route,
        _ => null,
    };

    protected static bool IsBad(string version) => version.StartsWith(World.Bad, StringComparison.Ordinal);

    /// <summary>Null for all.</summary>
    protected IReadOnlyCollection<string>? NamesOf(string typeUrl) => typeUrl switch
    {
        ResourceTypes.Endpoints => Has[ResourceTypes.Cluster].Keys,
        ResourceTypes.Route => Has[ResourceTypes.Listener].Keys,
        _ => null,
    };

    /// <summary>Lets go of what nothing of it points at.</summary>
    protected void Prune(string child)
    {
        foreach (var name in Has[child].Keys.Except(NamesOf(child)!).ToList()) Has[child].Remove(name);
    }
}
