using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using Akka.Actor;

namespace ActorMesh.DataPlane.Listening;

/// <summary>How a listener is made, and what it is told.</summary>
public sealed partial class ListenerActor
{
    public static Props Props(Socket bound, ListenerPlan plan, ListenerStatus status, TrafficContext context) =>
        Akka.Actor.Props.Create(() => new ListenerActor(bound, plan, status, context));

    public abstract record Message
    {
        /// <summary>The configuration changed, the address did not. Connections that are open keep going; requests that come see the new one.</summary>
        public sealed record Update(ListenerPlan Plan) : Message;

        /// <summary>Accept no more; let what is under way finish. The parent is told <see cref="Shut"/> as soon as the address is free.</summary>
        public sealed record Drain : Message;

        internal sealed record Shut : Message;

        /// <summary>Draining has taken long enough: end what is left.</summary>
        public sealed record Abort : Message;

        internal sealed record Accepted(Socket Socket) : Message;

        internal sealed record Opened(ConnectionOpening Opening) : Message;

        internal sealed record Dialled(UpstreamDial Dial) : Message;

        internal sealed record AcceptAgain : Message;

        internal sealed record AcceptFailed(SocketError Error) : Message;

        internal sealed record LastEnded : Message;

        internal sealed record Woken(ClientConnection Connection) : Message;

        internal sealed record Sweep : Message;

        internal sealed record EndParked : Message;

        internal sealed record EndGone(ListenerChain Chain, bool IsLast) : Message;

        internal sealed record Closed : Message;
    }
}
