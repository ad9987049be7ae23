using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using Google.Protobuf.Reflection;

namespace ActorMesh.Runtime.Contracts;

/// <summary>The messages that may stand in a <c>google.protobuf.Any</c> of the resource model.</summary>
public static class ExtensionTypes
{
    public static IReadOnlyList<MessageDescriptor> All { get; } =
    [
        HttpConnectionManager.Descriptor,
        TcpProxy.Descriptor,
        Router.Descriptor,
        Envoy.UpstreamHttp.HttpProtocolOptions.Descriptor,
    ];

    /// <summary>For protobuf's JSON formatter, which cannot print an Any without it.</summary>
    public static TypeRegistry Registry { get; } = TypeRegistry.FromMessages(All);

    /// <param name="fullName">The message's name with its package, without the <c>type.googleapis.com/</c> of a type URL.</param>
    public static MessageDescriptor? Find(string fullName) => All.FirstOrDefault(type => type.FullName == fullName);
}
