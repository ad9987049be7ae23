using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Endpoints;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Endpoints;

/// <summary>What becomes of connections to an endpoint that has proved bad.</summary>
public sealed class UpstreamPoolRenewTests : IDisposable
{
    private readonly TcpListener _peer = new(IPAddress.Loopback, 0);
    private readonly UpstreamPool _pool;

    public UpstreamPoolRenewTests()
    {
        _peer.Start();
        _pool = new UpstreamPool((IPEndPoint)_peer.LocalEndpoint, new ClusterLimits(new ClusterThresholds()), PoolSettings.Default, new FakeTimeProvider());
    }

    public void Dispose() => _peer.Dispose();

    [Fact]
    public void Idle_ones_close_at_once_and_busy_ones_when_they_come_back()
    {
        var (idle, busy) = (Open(), Open());
        _pool.Return(idle);
        _pool.Renew();
        Assert.Equal((0, 1), (_pool.Idle, _pool.Total));
        _pool.Return(busy);
        Assert.Equal((0, 0), (_pool.Idle, _pool.Total));
    }

    [Fact]
    public void Those_opened_afterwards_are_kept()
    {
        _pool.Renew();
        var connection = Open();
        _pool.Return(connection);
        Assert.Equal((1, 1), (_pool.Idle, _pool.Total));
        connection.Close();
    }

    [Fact]
    public void A_drained_pool_keeps_none_even_so()
    {
        _pool.Drain();
        _pool.Renew();
        _pool.Return(Open());
        Assert.Equal((0, 0), (_pool.Idle, _pool.Total));
    }

    private UpstreamConnection Open()
    {
        Assert.Equal(AcquireResult.New, _pool.Acquire(new PendingRequest(signal: null!), out var connection));
        connection!.Connect();
        Assert.True(SpinWait.SpinUntil(() => connection.IsOpen, TimeSpan.FromSeconds(20)));
        return connection;
    }
}
