using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Endpoints;

/// <summary>What a pool's settings make of real connections to a peer on loopback; time stands still.</summary>
public sealed class UpstreamPoolTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly TcpListener _peer = new(IPAddress.Loopback, 0);

    public UpstreamPoolTests() => _peer.Start();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public void A_connection_that_is_too_old_is_not_taken_back()
    {
        var pool = Pool(PoolSettings.Default with { ConnectionDurationMax = TimeSpan.FromSeconds(10) });
        var connection = Open(pool);
        _clock.Advance(TimeSpan.FromSeconds(9));
        pool.Return(connection);
        Assert.Equal(1, pool.Idle);
        Assert.Equal((AcquireResult.Reused, connection), Acquire(pool));
        _clock.Advance(TimeSpan.FromSeconds(1));
        pool.Return(connection);
        Assert.Equal((0, 0), (pool.Idle, pool.Total));
    }

    [Fact]
    public void A_connection_that_grew_too_old_in_the_pool_is_not_lent()
    {
        var pool = Pool(PoolSettings.Default with { ConnectionDurationMax = TimeSpan.FromSeconds(10) });
        var connection = Open(pool);
        pool.Return(connection);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var (result, other) = Acquire(pool);
        Assert.Equal(AcquireResult.New, result);
        Assert.NotSame(connection, other);
        Assert.Equal((0, 1), (pool.Idle, pool.Total));
        other.Close();
    }

    [Fact]
    public void The_sweep_closes_what_is_too_old_although_it_was_used_just_now()
    {
        var pool = Pool(PoolSettings.Default with { ConnectionDurationMax = TimeSpan.FromSeconds(10) });
        var old = Open(pool);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var young = Open(pool);
        pool.Return(young);
        _clock.Advance(TimeSpan.FromSeconds(4));
        pool.Return(old);
        _clock.Advance(TimeSpan.FromSeconds(1));
        pool.CloseIdle();
        Assert.Equal((1, 1), (pool.Idle, pool.Total));
        Assert.Equal((AcquireResult.Reused, young), Acquire(pool));
        young.Close();
    }

    [Fact]
    public void Answers_are_read_within_the_limits_of_the_cluster()
    {
        var octets = "HTTP/1.1 200 OK\r\nA: b\r\nC: d\r\n\r\n".Octets();
        Assert.Equal(ReadStep.Failed, Read(MessageLimits.Default with { HeaderCountMax = 1 }));
        Assert.Equal(ReadStep.Part, Read(MessageLimits.Default with { HeaderCountMax = 2 }));

        ReadStep Read(MessageLimits limits)
        {
            var (_, connection) = Acquire(Pool(PoolSettings.Default with { AnswerLimits = limits }));
            connection.Reader.Expect(HttpMethod.Get);
            var step = connection.Reader.Read(octets, 0, octets.Length, out _);
            connection.Close();
            return step;
        }
    }

    [Fact]
    public void A_read_takes_no_more_than_the_buffer_limit()
    {
        var connection = Open(Pool(PoolSettings.Default with { ReadBytesMax = 1000 }));
        using var peer = _peer.AcceptSocket();
        peer.Send(new byte[10_000]);
        var (total, largest) = (0, 0);
        while (total < 10_000)
        {
            Assert.True(SpinWait.SpinUntil(connection.WaitReadable, Patience));
            var count = connection.Read(large: true, out _);
            (total, largest) = (total + count, Math.Max(largest, count));
            connection.Received.Clear();
        }

        Assert.Equal(1000, largest);
        connection.Close();
    }

    private UpstreamPool Pool(PoolSettings settings) => new((IPEndPoint)_peer.LocalEndpoint, new ClusterLimits(new ClusterThresholds()), settings, _clock);

    // Nobody is woken here: the test looks.
    private static (AcquireResult Result, UpstreamConnection Connection) Acquire(UpstreamPool pool) =>
        (pool.Acquire(new PendingRequest(signal: null!), out var connection), connection!);

    private static UpstreamConnection Open(UpstreamPool pool)
    {
        var (result, connection) = Acquire(pool);
        Assert.Equal(AcquireResult.New, result);
        connection.Connect();
        Assert.True(SpinWait.SpinUntil(() => connection.IsOpen, Patience));
        return connection;
    }
}
