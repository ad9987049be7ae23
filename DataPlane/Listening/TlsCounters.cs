namespace ActorMesh.DataPlane.Listening;

/// <summary>How the connections of a listener began. Atomics.</summary>
public sealed class TlsCounters
{
    private readonly long[] _ends = new long[Enum.GetValues<OpeningEnd>().Length];

    /// <summary>Handshakes that went well.</summary>
    public long Handshakes => Of(OpeningEnd.Secured);

    /// <summary>Handshakes that failed: no certificate, a wrong one, no common version.</summary>
    public long Failures => Of(OpeningEnd.Failed);

    /// <summary>
    /// Connections that were let in without the listener's own TLS: plain ones, and those of an application that speaks TLS itself. While it rises,
    /// <c>mtls.mode = strict</c> would lock somebody out.
    /// </summary>
    public long Plain => Of(OpeningEnd.Plain);

    /// <summary>Connections without TLS that were closed, as this listener lets in none.</summary>
    public long PlainRefused => Of(OpeningEnd.PlainRefused);

    /// <summary>Connections by TLS that no filter chain takes.</summary>
    public long Unmatched => Of(OpeningEnd.Unmatched);

    /// <summary>Connections closed because the client did not begin, or did not prove itself, in time.</summary>
    public long Late => Of(OpeningEnd.Late);

    /// <summary>Connections closed because our own certificate, or the roots, had not come yet (downstream_context_secrets_not_ready).</summary>
    public long SecretsNotReady => Of(OpeningEnd.SecretsNotReady);

    internal void Count(OpeningEnd end) => Interlocked.Increment(ref _ends[(int)end]);

    private long Of(OpeningEnd end) => Volatile.Read(ref _ends[(int)end]);
}
