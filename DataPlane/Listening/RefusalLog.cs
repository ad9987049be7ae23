using ActorMesh.Runtime.Time;
using Akka.Event;

namespace ActorMesh.DataPlane.Listening;

/// <summary>Writes why clients were not let in: the first at once, then at most one line a second, which says how many it stands for.</summary>
internal sealed class RefusalLog(ILoggingAdapter log, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private Instant _next;
    private int _unsaid;

    public void Note(string listener, ConnectionOpening opening)
    {
        if (Reason(opening) is not { } reason) return;
        if (clock.Now < _next)
        {
            _unsaid++;
            return;
        }

        log.Warning("listener {0}: {1} was not let in: {2}{3}", listener, opening.Remote, reason, _unsaid > 0 ? $" (and {_unsaid} more since the last line)" : "");
        (_unsaid, _next) = (0, clock.Now + Interval);
    }

    private static string? Reason(ConnectionOpening opening) => opening.End switch
    {
        OpeningEnd.Failed => opening.Problem,
        OpeningEnd.PlainRefused => "it speaks without TLS, and only mutual TLS is let in here (mtls.mode = strict)",
        OpeningEnd.Unmatched => "no filter chain takes its server name and protocols",
        OpeningEnd.SecretsNotReady => "our own certificate, or the roots to check its certificate by, have not come yet",
        OpeningEnd.Late => "it did not prove who it is in time",
        _ => null,
    };
}
