using System.Collections.Concurrent;
using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

public sealed class SocketAcceptorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Whoever takes a connection may run the streams of other listeners meanwhile, which may end: nobody may have to wait for that.</summary>
    [Theory]
    [MemberData(nameof(DriverFixture.Drivers), MemberType = typeof(DriverFixture))]
    public async Task It_may_be_closed_while_it_hands_over_and_tells_so_after_that(string driver)
    {
        using var listening = Loopback.Listen();
        var owner = new Owner();
        owner.Acceptor = DriverFixture.Of(driver).Accept(listening, owner);
        owner.Acceptor.Run();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listening.LocalEndPoint!);
        await owner.Closed.Task.WaitAsync(Patience);
        Assert.Equal(["accepted", "closed"], owner.Told);
    }

    /// <summary>A listener that is added and removed at once may find its socket closed before it has begun.</summary>
    [Theory]
    [MemberData(nameof(DriverFixture.Drivers), MemberType = typeof(DriverFixture))]
    public void It_tells_once_that_it_is_closed_though_its_socket_was_closed_before_it_ran(string driver)
    {
        var listening = Loopback.Listen();
        var owner = new Owner();
        owner.Acceptor = DriverFixture.Of(driver).Accept(listening, owner);
        listening.Dispose();
        owner.Acceptor.Run();
        owner.Acceptor.Close();
        owner.Acceptor.Close();
        Assert.Equal(["closed"], owner.Told);
    }

    /// <summary>The kernel has told these clients that they are connected: closing without taking them would reset them.</summary>
    [Theory]
    [MemberData(nameof(DriverFixture.Drivers), MemberType = typeof(DriverFixture))]
    public async Task Connections_that_wait_are_taken_before_it_closes(string driver)
    {
        using var listening = Loopback.Listen();
        var owner = new Owner { ClosesMeanwhile = false };
        owner.Acceptor = DriverFixture.Of(driver).Accept(listening, owner);
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var second = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(listening.LocalEndPoint!);
        await second.ConnectAsync(listening.LocalEndPoint!);
        owner.Acceptor.Close();
        Assert.Equal(["accepted", "accepted", "closed"], owner.Told);
    }

    private sealed class Owner : IAcceptorOwner
    {
        public ConcurrentQueue<string> Told { get; } = [];

        public TaskCompletionSource Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SocketAcceptor? Acceptor { get; set; }

        public bool ClosesMeanwhile { get; init; } = true;

        public void OnAccepted(Socket connection)
        {
            connection.Dispose();
            Told.Enqueue(!ClosesMeanwhile || ClosesElsewhere() ? "accepted" : "locked");
        }

        public void OnPaused(SocketError why) => Told.Enqueue("paused");

        public void OnClosed()
        {
            Told.Enqueue("closed");
            Closed.TrySetResult();
        }

        private bool ClosesElsewhere()
        {
            var closing = new Thread(Acceptor!.Close);
            closing.Start();
            return closing.Join(Patience / 4);
        }
    }
}
