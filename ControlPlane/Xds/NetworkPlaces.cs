using System.Net;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Places for connections: so many in all, and so many of one <see cref="CallerNetwork"/>. Any thread.</summary>
internal sealed class NetworkPlaces(int max, int networkMax)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byNetwork = [];
    private int _all;

    /// <summary>Taken now.</summary>
    public int Count => Volatile.Read(ref _all);

    public bool TryEnter(IPAddress network)
    {
        lock (_gate)
        {
            var own = _byNetwork.GetValueOrDefault(network);
            if (_all >= max || own >= networkMax) return false;
            _byNetwork[network] = own + 1;
            _all++;
            return true;
        }
    }

    public void Leave(IPAddress network)
    {
        lock (_gate)
        {
            _all--;
            if (--_byNetwork[network] == 0) _byNetwork.Remove(network);
        }
    }
}
