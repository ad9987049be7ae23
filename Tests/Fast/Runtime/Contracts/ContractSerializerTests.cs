using System.Runtime.Serialization;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Manifests;
using ActorMesh.Runtime.Membership;
using Akka.Actor;
using Akka.Serialization;
using Akka.TestKit.Xunit2;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Contracts;

/// <summary>Only known messages cross the wire, each under a manifest of its own.</summary>
public sealed class ContractSerializerTests() : TestKit(MemberSerialization.Settings)
{
    [Fact]
    public void Every_message_of_the_cluster_has_one_manifest()
    {
        var messages = typeof(ApplyMesh).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ApplyMesh).Namespace && type.IsAssignableTo(typeof(IMessage)) && type.DeclaringType is null);
        Assert.Equal(messages.Select(type => type.Name).Order(StringComparer.Ordinal), ContractManifests.ByType.Keys.Select(type => type.Name).Order(StringComparer.Ordinal));
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
}
