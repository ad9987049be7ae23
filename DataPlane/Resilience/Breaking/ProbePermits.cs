using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>The probes of one half-open period: so many places, each free or held since a moment. Lock-free.</summary>
/// <param name="places">Probes that may be under way at a time.</param>
/// <param name="needed">Probes that must go well.</param>
internal sealed class ProbePermits(int places, int needed, TimeSpan timeout)
{
    /// <summary>The clock starts anywhere, so that no reading of it would do for a free place.</summary>
    private const long Free = long.MinValue;

    private readonly long[] _since = NewPlaces(places);
    private int _succeeded;

    /// <summary>How many are under way.</summary>
    public int UnderWay
    {
        get
        {
            var count = 0;
            for (var place = 0; place < _since.Length; place++)
                if (Volatile.Read(ref _since[place]) != Free) count++;
            return count;
        }
    }

    /// <summary>When the probe that has been under way longest has hung; never when none is.</summary>
    public Instant Deadline
    {
        get
        {
            var earliest = Instant.Never;
            for (var place = 0; place < _since.Length; place++)
                if (Volatile.Read(ref _since[place]) is var since && since != Free) earliest = Instant.Earlier(earliest, new Instant(since) + timeout);
            return earliest;
        }
    }

    public int Places => places;

    public TimeSpan Timeout => timeout;

    public bool TryBegin(Instant now, out int place)
    {
        for (place = 0; place < _since.Length; place++)
            if (Volatile.Read(ref _since[place]) == Free && Interlocked.CompareExchange(ref _since[place], now.Ticks, Free) == Free) return true;
        return false;
    }

    public void End(int place) => Volatile.Write(ref _since[place], Free);

    /// <summary>Counts a probe that went well.</summary>
    /// <returns>True once as many did as are needed.</returns>
    public bool Succeed() => Interlocked.Increment(ref _succeeded) >= needed;

    private static long[] NewPlaces(int count)
    {
        var places = new long[count];
        Array.Fill(places, Free);
        return places;
    }
}
