using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.DataPlane.Listening;

/// <summary>Asks the guards of a chain about a connection, and writes down what they refuse.</summary>
internal static class ConnectionAdmission
{
    /// <param name="listener">Its name.</param>
    /// <returns>False: the connection is to be reset before anything is done for it.</returns>
    public static bool Admits(ClientConnection connection, ConnectionGuards guards, string listener, TrafficContext context)
    {
        var refusal = guards.Decide(ConnectionFacts.Of(connection), context.Clock, out var told);
        if (told is not null) Note(told);
        if (refusal is null) return true;
        Note(refusal);
        return false;

        void Note(Refusal why) => context.Failures.Add(new FailedRequest(
            context.Clock.GetUtcNow(), listener, "", "", "", 0, why.Flag, why.Details, why.Explanation, null, null, null, TimeSpan.Zero));
    }
}
