using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

public sealed class SocketDialTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Drivers => DriverFixture.Drivers;

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_dial_that_is_taken_gives_a_connection(string driver)
    {
        using var listening = Loopback.Listen();
        var dial = await Dial(driver, listening.LocalEndPoint!);
        Assert.Equal(SocketError.Success, dial.Result);
        using var connection = dial.Connection!;
        using var peer = await listening.AcceptAsync();
        Assert.True(connection.Send([1, 2, 3], 0, 3));
        Assert.Equal(3, peer.Receive(new byte[8]));
    }

    /// <summary>A peer that speaks first may be heard together with the news that the connection stands.</summary>
    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task What_the_peer_says_at_once_is_heard(string driver)
    {
        using var listening = Loopback.Listen();
        for (var i = 0; i < 50; i++)
        {
            var accepting = listening.AcceptAsync();
            var dial = await Dial(driver, listening.LocalEndPoint!);
            using var connection = dial.Connection!;
            var owner = new RecordingOwner();
            connection.Owner = owner;
            using var peer = await accepting;
            peer.Send("220"u8);
            if (!connection.WaitReadable()) await owner.Readable();
            Assert.Equal(3, connection.Read(new byte[8], out _));
        }
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_port_that_nobody_listens_on_refuses(string driver)
    {
        using var deaf = Loopback.Bind();
        var dial = await Dial(driver, deaf.LocalEndPoint!);
        Assert.Equal((SocketError.ConnectionRefused, true), (dial.Result, dial.Connection is null));
    }

    /// <summary>A backlog that is full keeps a connect waiting, as an address that does not answer would.</summary>
    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_dial_that_is_cancelled_ends_at_once(string driver)
    {
        using var full = Loopback.Listen(backlog: 0);
        var dials = Enumerable.Range(0, 8).Select(_ => new Dialling(driver, full.LocalEndPoint!)).ToList();
        foreach (var dialling in dials) dialling.Dial.Cancel();
        foreach (var dialling in dials) await dialling.Ended.WaitAsync(Patience);
        Assert.Contains(dials, dialling => dialling.Dial.Result == SocketError.OperationAborted);
        foreach (var dialling in dials) dialling.Dial.Connection?.Dispose();
    }

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_dial_may_be_cancelled_in_the_moment_that_it_starts_or_ends(string driver)
    {
        using var listening = Loopback.Listen();
        listening.Listen(4096);
        var spins = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var told = 0;
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var dial = DriverFixture.Of(driver).Dial(listening.LocalEndPoint!, _ =>
            {
                Interlocked.Increment(ref told);
                ended.TrySetResult();
            });
            var (wait, isOver) = (spins.Next(400), false);
            var cancelling = Task.Run(() =>
            {
                Thread.SpinWait(wait);
                while (!Volatile.Read(ref isOver)) dial.Cancel();
            });
            var isKnownAtOnce = dial.Start();
            if (!isKnownAtOnce) await ended.Task.WaitAsync(Patience);
            Volatile.Write(ref isOver, true);
            await cancelling;
            Assert.Equal(isKnownAtOnce ? 0 : 1, told);
            Assert.Equal(dial.Result == SocketError.Success, dial.Connection is not null);
            dial.Connection?.Dispose();
            if (dial.Result == SocketError.Success) (await listening.AcceptAsync()).Dispose();
            while (listening.Poll(0, SelectMode.SelectRead)) listening.Accept().Dispose();
        }
    }

    private static async Task<SocketDial> Dial(string driver, EndPoint to)
    {
        var dialling = new Dialling(driver, to);
        await dialling.Ended.WaitAsync(Patience);
        return dialling.Dial;
    }

    private sealed class Dialling
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Dialling(string driver, EndPoint to)
        {
            Dial = DriverFixture.Of(driver).Dial(to, _ => _ended.SetResult());
            if (Dial.Start()) _ended.SetResult();
        }

        public SocketDial Dial { get; }

        public Task Ended => _ended.Task;
    }
}
