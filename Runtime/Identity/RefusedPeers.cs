using ActorMesh.Runtime.Boot;

namespace ActorMesh.Runtime.Identity;

/// <summary>Peers that were turned away before they were heard: counts them and says why, at most one line a second.</summary>
/// <remarks>Any thread.</remarks>
public sealed class RefusedPeers(Action<string> warn, TimeProvider clock)
{
    private readonly SummedLines _lines = new(warn, TimeSpan.FromSeconds(1), clock);
    private long _count;

    public long Count => Volatile.Read(ref _count);

    /// <param name="where">At which port, such as <c>xds</c>.</param>
    public void Note(string where, object? peer, string problem)
    {
        Interlocked.Increment(ref _count);
        _lines.Tell($"{where}: {peer} was not let in: {PeerText.Of(problem)}");
    }
}
