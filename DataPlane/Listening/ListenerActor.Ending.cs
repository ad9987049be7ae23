using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.Runtime.Time;
using Akka.Actor;

namespace ActorMesh.DataPlane.Listening;

/// <summary>How connections are ended that would go on by themselves.</summary>
public sealed partial class ListenerActor
{
    private void Sweep()
    {
        _memory.Look(_status.ParkedNow);
        if (_status.ParkedNow > 0) End(_connections.SilentAt(_context.Clock.Now), isLast: false);
        End(_watch.Over(), isLast: true);
        End(_watch.Leaving(), isLast: false);
    }

    /// <param name="isLast">Those, too, that are not parked.</param>
    private void End(IEnumerable<ClientConnection> connections, bool isLast)
    {
        foreach (var connection in connections)
            if (isLast) connection.Abort();
            else if (connection.EndIfParked()) _status.Unparked();
    }

    private void EndAll()
    {
        _door.Shut();
        End(_connections.Now(), isLast: true);
    }

    /// <summary>
    /// Who was let in by rules that are others now is judged by these. What began as a request is gone by then: whoever switched protocols comes again.
    /// </summary>
    private void JudgeAgain()
    {
        foreach (var connection in _connections.Now())
            if (_connections.ChainOf(connection) is { } chain && (chain.HasOtherAccess && connection.Beyond is not null || IsRefused(connection, chain.Plan.Guards)))
                connection.Abort();
    }

    private bool IsRefused(ClientConnection connection, ConnectionGuards guards) =>
        guards.Refuses(connection) && !ConnectionAdmission.Admits(connection, guards, _plan.Name, _context);

    private void DrainChain(ListenerChain gone)
    {
        foreach (var connection in _connections.Of(gone)) connection.Drain();
        Timers.StartSingleTimer((gone, "parked"), new Message.EndGone(gone, IsLast: false), ParkedDrainGrace);
        Timers.StartSingleTimer((gone, "all"), new Message.EndGone(gone, IsLast: true), _context.DrainLimit);
    }

    private void Drain()
    {
        if (_isDraining) return;
        _isDraining = true;
        // At once: clients with open connections are told to close and come back, and should then find the door shut, not half open.
        _acceptor.Close();
        Context.Parent.Tell(new Message.Shut());
        foreach (var connection in _connections.Now()) connection.Drain();
        _status.IsDraining = true;
        // Not at once these: a request may be on its way on a connection that was silent so far.
        Timers.StartSingleTimer("end-parked", new Message.EndParked(), ParkedDrainGrace);
    }
}
