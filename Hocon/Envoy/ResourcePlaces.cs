using ActorMesh.Hocon.Envoy.Messages;
using ActorMesh.Hocon.Reading;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Envoy;

/// <summary>Leads from the messages of a reading back to the file. Knows them by identity, not by value.</summary>
public sealed class ResourcePlaces
{
    private readonly SourceMap _map;

    internal ResourcePlaces(SourceMap map)
    {
        _map = map;
    }

    /// <summary>Where the message begins.</summary>
    /// <exception cref="KeyNotFoundException">The message is not of this reading: use <see cref="PayloadOf"/>, do not unpack.</exception>
    public SourcePosition PositionOf(IMessage message) => _map.Of(message).Position;

    /// <summary>As in <c>static_resources.clusters[0]</c>.</summary>
    public string PathOf(IMessage message) => _map.Of(message).Path;

    /// <summary>Where the field's value begins, or the message when the field is absent.</summary>
    public SourcePosition PositionOf(IMessage message, int field) => _map.Of(message, message.Descriptor.FindFieldByNumber(field)).Position;

    /// <summary>As in <c>static_resources.clusters[0].connect_timeout</c>.</summary>
    public string PathOf(IMessage message, int field) => _map.Of(message, message.Descriptor.FindFieldByNumber(field)).Path;

    /// <returns>The message in <paramref name="any"/> as it was read, or null when it could not be.</returns>
    public IMessage? PayloadOf(Any? any) => _map.PayloadOf(any);
}
