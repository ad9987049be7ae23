using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>When a connection ends although its client does nothing wrong: at its age, or when nothing was asked on it for too long. Pure.</summary>
internal struct ConnectionLife(ServerSettings settings, Instant openedAt)
{
    private readonly Instant _end = openedAt + settings.ConnectionDurationMax;
    private Instant _silentSince;

    /// <summary>When the present silence has lasted long enough for the connection to end.</summary>
    public Instant SilenceEnds { get; private set; }

    /// <summary>False where nobody but the stream would end the connection in time.</summary>
    public readonly bool MayPark => settings.IdleTimeout != Timeout.InfiniteTimeSpan || _end == Instant.Never;

    /// <summary>What a parked connection is to say about the beginning of its silence, so that it ends in time like one with a stream.</summary>
    public readonly Instant ParkedSince => MayPark && SilenceEnds < _silentSince + settings.IdleTimeout ? SilenceEnds + -settings.IdleTimeout : _silentSince;

    /// <summary>True when the answer that is given now is to be the last.</summary>
    public readonly bool IsOver(TimeProvider clock) => _end != Instant.Never && clock.Now >= _end;

    /// <summary>True when the silence has lasted as long as it may, whatever else would end the connection.</summary>
    public readonly bool HasIdledOut(Instant now) => now >= _silentSince + settings.IdleTimeout;

    /// <param name="since">When it began, if that was before; else never.</param>
    /// <param name="isDraining">Whether all connections are to end.</param>
    public void BeginSilence(Instant now, Instant since, bool isDraining)
    {
        _silentSince = since == Instant.Never ? now : since;
        // A client that was not told to close may have sent its next request already.
        var end = isDraining || now >= _end ? now + settings.DrainTimeout : _end + settings.DrainTimeout;
        SilenceEnds = Instant.Earlier(end, _silentSince + settings.IdleTimeout);
    }
}
