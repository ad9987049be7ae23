using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorMesh.Runtime.Contracts;

/// <summary>
/// Stands where a serializer of Akka's would build whatever type a sender names: it reads and writes nothing. A message that came for it is
/// dropped with a warning, and the link stays.
/// </summary>
/// <param name="settings">Its <c>identifier</c>: the number of what it stands for.</param>
public sealed class RefusedSerializer(ExtendedActorSystem system, Config settings) : Serializer(system)
{
    public override int Identifier { get; } = settings.GetInt("identifier");

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"{obj.GetType()} does not go to other nodes, nor into the journal: it is no message with a manifest");

    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException($"a message of the serializer {Identifier} is refused: it would build any type that its sender names");
}
