using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Bytes.Completions;
using ActorMesh.DataPlane.Bytes.Epoll;
using Xunit;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A connection in the care of one of the socket drivers, and the plain socket of its peer.</summary>
internal sealed class DriverFixture : IDisposable
{
    public DriverFixture(string driver)
    {
        Driver = Of(driver);
        (var accepted, Peer) = Loopback.Pair();
        Connection = Driver.Adopt(accepted);
        Connection.Owner = Owner;
    }

    public SocketDriver Driver { get; }

    public Socket Peer { get; }

    public SocketConnection Connection { get; }

    public RecordingOwner Owner { get; } = new();

    /// <summary>Every driver that this system has.</summary>
    public static TheoryData<string> Drivers => OperatingSystem.IsLinux() ? new("epoll", "completions") : new("completions");

    public static SocketDriver Of(string driver) => driver == "epoll" ? new EpollDriver() : new CompletionDriver();

    /// <summary>Reads until <paramref name="count"/> bytes have come or the stream has ended, waiting as a stage does.</summary>
    public async Task<byte[]> Read(int count, int pieceBytes)
    {
        List<byte> all = [];
        var piece = new byte[pieceBytes];
        while (all.Count < count)
        {
            if (!Connection.WaitReadable()) await Owner.Readable();
            if (Connection.IsWaiting) continue;
            var read = Connection.Read(piece, out var error);
            all.AddRange(piece.AsSpan(0, read));
            if (read == 0 && error != SocketError.WouldBlock) break;
        }

        return [.. all];
    }

    public void Dispose()
    {
        Connection.Dispose();
        Peer.Dispose();
    }
}
