using ActorMesh.Runtime.Identity;
using Akka.Event;

namespace ActorMesh.DataPlane.Listening;

/// <summary>Writes why clients were not let in.</summary>
internal sealed class RefusalLog(ILoggingAdapter log, TimeProvider clock)
{
    private readonly RefusedPeers _refused = new(line => log.Warning("{0}", line), clock);

    public void Note(string listener, ConnectionOpening opening)
    {
        if (Reason(opening) is { } reason) _refused.Note($"listener {listener}", opening.Remote, reason);
    }

    private static string? Reason(ConnectionOpening opening) => opening.End switch
    {
        OpeningEnd.Failed => opening.Problem,
        OpeningEnd.PlainRefused => "it speaks without TLS, and nobody is let in here without",
        OpeningEnd.Unmatched => "no filter chain takes its server name and protocols",
        OpeningEnd.SecretsNotReady => "our own certificate, or the roots to check its certificate by, have not come yet",
        OpeningEnd.Late => "it did not prove who it is in time",
        _ => null,
    };
}
