using System.Net;
using System.Net.Sockets;

namespace ActorMesh.Tests.EndToEnd.Rig;

/// <summary>
/// Loopback ports that nobody listens on. They come from below the range that the kernel hands to outgoing connections, or one of the
/// thousands of client sockets of these tests could take a port before its listener does.
/// </summary>
internal static class FreePorts
{
    private const int Lowest = 12_000;
    private const int Highest = 30_000;
    private const int LowestOfServices = 11_000;

    /// <summary>Where a sidecar listens for what its application sends to a service, above that service's port.</summary>
    public const int OutboundOffset = 20_000;

    private static readonly Lock Guard = new();
    private static int _next = Lowest + (Environment.ProcessId * 97 % (Highest - Lowest));
    private static int _nextOfServices = LowestOfServices + (Environment.ProcessId * 97 % (Lowest - LowestOfServices));

    public static int Take()
    {
        lock (Guard)
        {
            for (var tries = 0; tries < Highest - Lowest; tries++)
            {
                _next = _next >= Highest ? Lowest : _next + 1;
                if (IsFree(_next)) return _next;
            }
        }

        throw new InvalidOperationException($"No free port between {Lowest} and {Highest}.");
    }

    /// <summary>A port for a service that other sidecars call by <see cref="OutboundOffset"/>: that one is free too, and no outgoing connection gets it.</summary>
    public static int TakeOfService()
    {
        lock (Guard)
        {
            do _nextOfServices = _nextOfServices + 1 >= Lowest ? LowestOfServices : _nextOfServices + 1;
            while (!IsFree(_nextOfServices) || !IsFree(_nextOfServices + OutboundOffset));
            return _nextOfServices;
        }
    }

    /// <summary>The lowest of several free ports.</summary>
    /// <param name="distances">Of the others from it.</param>
    public static int TakeWith(params int[] distances)
    {
        while (true)
        {
            var port = Take();
            if (distances.All(distance => port + distance <= Highest && IsFree(port + distance))) return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
