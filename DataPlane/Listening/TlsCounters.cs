namespace ActorMesh.DataPlane.Listening;

/// <summary>How the connections of a listener began. Atomics.</summary>
public sealed class TlsCounters
{
    private long _handshakes, _failures, _plain, _plainRefused, _unmatched, _late, _secretsNotReady;

    /// <summary>Handshakes that went well.</summary>
    public long Handshakes => Volatile.Read(ref _handshakes);

    /// <summary>Handshakes that failed: no certificate, a wrong one, no common version.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Connections without TLS that were let in. While it rises, <c>mtls.mode = strict</c> would lock somebody out.</summary>
    public long Plain => Volatile.Read(ref _plain);

    /// <summary>Connections without TLS that were closed, as this listener lets in none.</summary>
    public long PlainRefused => Volatile.Read(ref _plainRefused);

    /// <summary>Connections by TLS that no filter chain takes.</summary>
    public long Unmatched => Volatile.Read(ref _unmatched);

    /// <summary>Connections closed because the client did not begin, or did not prove itself, in time.</summary>
    public long Late => Volatile.Read(ref _late);

    /// <summary>Connections closed because our own certificate, or the roots, had not come yet (downstream_context_secrets_not_ready).</summary>
    public long SecretsNotReady => Volatile.Read(ref _secretsNotReady);

    internal void Count(OpeningEnd end)
    {
        switch (end)
        {
            case OpeningEnd.Secured:
                Interlocked.Increment(ref _handshakes);
                break;
            case OpeningEnd.Plain:
                Interlocked.Increment(ref _plain);
                break;
            case OpeningEnd.Failed:
                Interlocked.Increment(ref _failures);
                break;
            case OpeningEnd.PlainRefused:
                Interlocked.Increment(ref _plainRefused);
                break;
            case OpeningEnd.Unmatched:
                Interlocked.Increment(ref _unmatched);
                break;
            case OpeningEnd.Late:
                Interlocked.Increment(ref _late);
                break;
            case OpeningEnd.SecretsNotReady:
                Interlocked.Increment(ref _secretsNotReady);
                break;
        }
    }
}
