using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Bytes.Completions;
using ActorMesh.DataPlane.Bytes.Epoll;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

public sealed class SocketKeepAliveTests : IDisposable
{
    private readonly TcpListener _peer = new(IPAddress.Loopback, 0);

    public SocketKeepAliveTests() => _peer.Start();

    public static TheoryData<string> Drivers => OperatingSystem.IsLinux() ? ["completions", "epoll"] : ["completions"];

    public void Dispose() => _peer.Dispose();

    [Theory]
    [MemberData(nameof(Drivers))]
    public void A_dialled_connection_has_the_options_that_were_asked_for(string driver)
    {
        using var connection = Dial(driver, new SocketKeepAlive(Probes: 3, TimeSeconds: 7, IntervalSeconds: 5));

        Assert.Equal(
            (true, 3, 7, 5),
            (IsOn(connection), Option(connection, SocketOptionName.TcpKeepAliveRetryCount), Option(connection, SocketOptionName.TcpKeepAliveTime), Option(connection, SocketOptionName.TcpKeepAliveInterval)));
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public void What_is_left_open_is_left_to_the_system(string driver)
    {
        using var untouched = Dial(driver, keepAlive: null);
        using var connection = Dial(driver, new SocketKeepAlive(null, TimeSeconds: 9, null));

        Assert.Equal((false, true), (IsOn(untouched), IsOn(connection)));
        Assert.Equal(9, Option(connection, SocketOptionName.TcpKeepAliveTime));
        Assert.Equal(Option(untouched, SocketOptionName.TcpKeepAliveInterval), Option(connection, SocketOptionName.TcpKeepAliveInterval));
    }

    private SocketConnection Dial(string driver, SocketKeepAlive? keepAlive)
    {
        SocketDriver sockets = driver == "epoll" ? new EpollDriver() : new CompletionDriver();
        using var ended = new ManualResetEventSlim();
        var dial = sockets.Dial(_peer.LocalEndpoint, _ => ended.Set(), keepAlive: keepAlive);
        if (!dial.Start()) Assert.True(ended.Wait(TimeSpan.FromSeconds(20)));
        Assert.Equal(SocketError.Success, dial.Result);
        return dial.Connection!;
    }

    private static bool IsOn(SocketConnection connection) => (int)connection.Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)! != 0;

    private static int Option(SocketConnection connection, SocketOptionName name) => (int)connection.Socket.GetSocketOption(SocketOptionLevel.Tcp, name)!;
}
