using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Listening;

/// <summary>
/// Gives memory back after a wave of connections has fallen silent. What their streams held is garbage then, but a proxy at rest
/// allocates nothing, so the collector would have no reason to run, and the process would stay as large as at its busiest.
/// </summary>
internal sealed class SilentMemory
{
    private const int WaveMin = 500;

    private int _lastParked;
    private int _wave;

    /// <summary>Called on a tick. Collects once a wave is over: it costs a pause of some tens of milliseconds, so not within one.</summary>
    /// <param name="parked">Connections parked now.</param>
    public void Look(int parked)
    {
        var more = parked - _lastParked;
        _lastParked = parked;
        if (more > 0) _wave += more;
        if (more > WaveMin / 10 || _wave < WaveMin) return;
        _wave = 0;
        BufferPool.Trim();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
