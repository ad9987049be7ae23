using System.Runtime.Serialization;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Contracts.Manifests;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Serialization;
using Akka.TestKit.Xunit2;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Contracts;

/// <summary>Only known messages cross the wire, each under a manifest of its own.</summary>
public sealed class ContractSerializerTests() : TestKit(MemberSerialization.Settings)
{
    private static readonly string[] KeptToItself = ["KeptResources", "KeptRoots"];

    /// <summary>What is only ever part of another message needs none, nor what a node keeps for itself.</summary>
    [Fact]
    public void Every_message_of_the_cluster_that_is_no_mere_part_has_a_manifest()
    {
        var messages = Descriptors();
        var parts = messages.SelectMany(Parts).ToHashSet();
        var known = ContractManifests.ByType.Keys.ToHashSet();
        Assert.Empty(messages.Where(message => !parts.Contains(message) && !known.Contains(message.ClrType)).Select(message => message.Name).Except(KeptToItself));
        Assert.Empty(known.Except(messages.Select(message => message.ClrType)).Except([typeof(LeaseAnswer)])); // A coordinator answers with what the sidecar gets.
    }

    [Fact]
    public void Manifests_are_short_words() => Assert.All(ContractManifests.Parsers.Keys, manifest => Assert.Matches("^[a-z][a-z0-9-]{2,31}$", manifest));

    [Fact]
    public void A_message_comes_back_as_it_went()
    {
        var sent = new ReadHistory { Before = 17, Count = 4 };
        var serializer = Assert.IsType<ContractSerializer>(Sys.Serialization.FindSerializerFor(sent));
        Assert.Equal(sent, Sys.Serialization.Deserialize(serializer.ToBinary(sent), serializer.Identifier, serializer.Manifest(sent)));
    }

    [Fact]
    public void Unknown_manifests_and_damaged_messages_are_refused()
    {
        var serializer = new ContractSerializer((ExtendedActorSystem)Sys);
        Assert.Contains("'gone'", Assert.Throws<SerializationException>(() => serializer.FromBinary([], "gone")).Message, StringComparison.Ordinal);
        Assert.Throws<SerializationException>(() => serializer.FromBinary([0xff, 0xff], "mesh-apply"));
        Assert.Throws<SerializationException>(() => serializer.ToBinary(new Google.Protobuf.WellKnownTypes.Empty()));
        Assert.Throws<SerializationException>(() => serializer.Manifest("text"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Serializers_that_build_what_a_sender_names_are_off(int identifier)
    {
        var manifest = typeof(Version).AssemblyQualifiedName!;
        var refusal = Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize("{}"u8.ToArray(), identifier, manifest));
        Assert.Contains("any type that its sender names", refusal.GetBaseException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_without_a_manifest_does_not_leave_the_node() =>
        Assert.Throws<SerializationException>(() => Assert.IsType<RefusedSerializer>(Sys.Serialization.FindSerializerFor(new Version(1, 0))).ToBinary(new Version(1, 0)));

    private static List<MessageDescriptor> Descriptors() =>
    [
        .. typeof(ApplyMesh).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ApplyMesh).Namespace && type.IsAssignableTo(typeof(IMessage)) && type.DeclaringType is null)
            .Select(type => ((IMessage)Activator.CreateInstance(type)!).Descriptor),
    ];

    private static IEnumerable<MessageDescriptor> Parts(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message).Select(field => field.MessageType)
            .Concat(message.NestedTypes.SelectMany(Parts));
}
