using System.Net;

namespace ActorMesh.Hocon.Compiling.Placing;

/// <summary>The ports of one machine, handed out once each.</summary>
internal sealed class FreePorts
{
    // Each port leads to itself while it is free, else towards the next free one.
    private readonly Dictionary<int, int> _next = [];

    /// <returns>False when somebody has it, or when it is no port.</returns>
    public bool TryTake(int port)
    {
        if (port is < 1 or > IPEndPoint.MaxPort || Find(port) != port) return false;
        _next[port] = port + 1;
        return true;
    }

    /// <returns>The first free port from <paramref name="wanted"/> upward.</returns>
    /// <exception cref="PlacementException">There is none.</exception>
    public int TakeFrom(int wanted, string forWhat)
    {
        if (wanted < 1) throw new PlacementException($"{forWhat}: port {wanted} is below 1; use a larger port offset");
        var port = Find(wanted);
        if (port > IPEndPoint.MaxPort)
            throw new PlacementException(
                wanted > IPEndPoint.MaxPort
                    ? $"{forWhat}: port {wanted} is over {IPEndPoint.MaxPort}; use a smaller port offset or a lower port in the file"
                    : $"{forWhat}: no port is free from {wanted} to {IPEndPoint.MaxPort}; use a smaller port offset or lower ports in the file");
        _next[port] = port + 1;
        return port;
    }

    private int Find(int port)
    {
        var root = port;
        while (_next.TryGetValue(root, out var further)) root = further;
        while (_next.TryGetValue(port, out var further) && further != root)
        {
            _next[port] = root;
            port = further;
        }
        return root;
    }
}
