using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.Reflection;
using MaxStreamDuration = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types.MaxStreamDuration;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Fields that we understand and cannot serve, whatever their value. Said once, at the field, without going into it.</summary>
internal static class RefusedFields
{
    private const string NeedsGrpc = "the grpc-timeout of requests is not looked at, because gRPC is not spoken yet";

    private static readonly Dictionary<FieldDescriptor, RefusedField> ByField = new()
    {
        [Field(Listener.Descriptor, Listener.ApiListenerFieldNumber)] =
            new("is for clients that have no proxy", "give the listener an address and filter_chains"),
        [Field(Address.Descriptor, Address.PipeFieldNumber)] =
            new("Unix sockets are not supported yet", "use a socket_address"),
        [Field(Route.Descriptor, Route.StatPrefixFieldNumber)] =
            new("routes have no statistics of their own yet", Hint: null, IsUnread: true),
        [Field(HTTPFault.Descriptor, HTTPFault.DownstreamNodesFieldNumber)] =
            new("callers are not known by the names of their nodes", "tell them apart by headers"),
        [Field(RetryPolicy.Descriptor, RetryPolicy.RetryPriorityFieldNumber)] =
            new("the priority of a further try is chosen as for any request", "leave it off"),
        [Field(MaxStreamDuration.Descriptor, MaxStreamDuration.GrpcTimeoutHeaderMaxFieldNumber)] =
            new(NeedsGrpc, Hint: null, IsUnread: true),
        [Field(MaxStreamDuration.Descriptor, MaxStreamDuration.GrpcTimeoutHeaderOffsetFieldNumber)] =
            new(NeedsGrpc, Hint: null, IsUnread: true),
    };

    public static RefusedField? Find(FieldDescriptor field) => ByField.GetValueOrDefault(field);

    private static FieldDescriptor Field(MessageDescriptor type, int number) => type.FindFieldByNumber(number);
}
