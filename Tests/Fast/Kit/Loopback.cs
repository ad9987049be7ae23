using System.Net;
using System.Net.Sockets;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Plain TCP sockets of 127.0.0.1.</summary>
internal static class Loopback
{
    /// <summary>Below the range of outgoing connections, one of which could take a port before its listener does.</summary>
    private const int LowestFree = 10_000, HighestFree = 12_000;

    private static int _lastFree;

    /// <summary>A port that nobody has.</summary>
    public static int FreePort()
    {
        for (var tries = LowestFree; tries < HighestFree; tries++)
        {
            var port = LowestFree + (int)((uint)Interlocked.Increment(ref _lastFree) % (HighestFree - LowestFree));
            try
            {
                Bind(port).Dispose();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }

        throw new InvalidOperationException($"No port from {LowestFree} on is free.");
    }

    public static Socket Open() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Takes a port; fails when somebody else has it.</summary>
    /// <param name="port">0 for any that is free.</param>
    public static Socket Bind(int port = 0)
    {
        var socket = Open();
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    /// <summary>Takes a port, and connections.</summary>
    /// <param name="port">0 for any that is free.</param>
    /// <param name="backlog">How many connections may wait, about.</param>
    public static Socket Listen(int port = 0, int backlog = int.MaxValue)
    {
        var socket = Bind(port);
        socket.Listen(backlog);
        return socket;
    }

    /// <summary>The two ends of a connection.</summary>
    public static (Socket Accepted, Socket Connected) Pair()
    {
        using var listening = Listen();
        var connected = Open();
        connected.Connect(listening.LocalEndPoint!);
        return (listening.Accept(), connected);
    }

    /// <summary>
    /// From here on connections to a socket that listens with a backlog of 0 are neither taken nor refused: so many wait that the kernel
    /// lets no more in.
    /// </summary>
    /// <returns>Those who wait.</returns>
    public static List<Socket> Clog(EndPoint address)
    {
        List<Socket> crowd = [];
        for (var one = 0; one < 8; one++)
        {
            var waiting = Open();
            waiting.Blocking = false;
            crowd.Add(waiting);
            try
            {
                waiting.Connect(address);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // It is on its way, or stuck: both are what is wanted.
            }
        }

        return crowd;
    }

    /// <summary>Ends a connection so that its peer hears of a reset.</summary>
    public static void Reset(this Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }
}
