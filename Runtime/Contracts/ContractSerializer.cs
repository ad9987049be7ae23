using System.Runtime.Serialization;
using ActorMesh.Runtime.Contracts.Manifests;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts;

/// <summary>
/// Writes the messages of <see cref="ContractManifests"/> for other nodes and for the journal, each under its short manifest. Nothing else
/// is written, and nothing else is read: no name of a type ever comes off the wire.
/// </summary>
public sealed class ContractSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Stands in the journal beside every event: it never changes. Those up to 40 are Akka's own.</summary>
    public override int Identifier => 4201;

    public override string Manifest(object o) => ContractManifests.ByType.TryGetValue(o.GetType(), out var manifest)
        ? manifest
        : throw new SerializationException($"{o.GetType()} is no message between nodes: it has no manifest");

    public override byte[] ToBinary(object obj) => obj is IMessage message && ContractManifests.ByType.ContainsKey(obj.GetType())
        ? message.ToByteArray()
        : throw new SerializationException($"{obj.GetType()} is no message between nodes: it has no manifest");

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!ContractManifests.Parsers.TryGetValue(manifest, out var parser))
            throw new SerializationException($"a message with the unknown manifest '{manifest}' is refused; who sent it may be newer than this node");
        try
        {
            return ForeignMessage.Parse(parser, bytes);
        }
        catch (InvalidDataException e)
        {
            throw new SerializationException($"a message with the manifest '{manifest}' is damaged: {e.Message}", e);
        }
    }
}
