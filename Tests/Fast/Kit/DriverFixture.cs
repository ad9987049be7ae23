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

    /// <inheritdoc cref="RecordingOwner.Read"/>
    public Task<byte[]> Read(int count, int pieceBytes) => Owner.Read(Connection, count, pieceBytes);

    public void Dispose()
    {
        Connection.Dispose();
        Peer.Dispose();
    }
}
