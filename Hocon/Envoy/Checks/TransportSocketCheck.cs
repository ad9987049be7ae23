using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class TransportSocketCheck
{
    private static readonly string Hint =
        $"write typed_config with @type: type.googleapis.com/{DownstreamTlsContext.Descriptor.FullName} in a listener, " +
        $"type.googleapis.com/{UpstreamTlsContext.Descriptor.FullName} in a cluster";

    public static void Run(TransportSocket socket, CheckContext context)
    {
        context.Require(socket, TransportSocket.NameFieldNumber);
        context.RequireOneOf(socket, TransportSocket.TypedConfigFieldNumber, Hint);
    }

    /// <summary>Reports a socket that is not of the kind that belongs here.</summary>
    public static T? Context<T>(TransportSocket socket, CheckContext context)
        where T : class, IMessage
    {
        var payload = context.PayloadOf(socket.TypedConfig);
        if (payload is null or T) return payload as T;
        context.Error(socket, TransportSocket.TypedConfigFieldNumber, $"{Quoted.Of(payload.Descriptor.FullName)} does not belong here", Hint);
        return null;
    }
}
