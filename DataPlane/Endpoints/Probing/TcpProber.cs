using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Endpoints.Probing;

/// <summary>Asks by a TCP connection, and by bytes where there are any to send or to wait for.</summary>
internal sealed class TcpProber(TcpProbe probe, HealthCheckSettings settings, EndPoint address, UpstreamSecurity? security, TimeProvider clock) : Prober
{
    /// <summary>What comes beyond it without the expected bytes is a wrong answer.</summary>
    private const int BytesMax = 64 * 1024;

    private readonly byte[] _send = [.. probe.Send];
    private Stream? _connection;

    public override async Task<ProbeResult> Ask(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(settings.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        ProbeResult? result = null;
        try
        {
            _connection ??= await ProbeConnection.Open(address, security, both.Token);
            if (_send.Length > 0) await _connection.WriteAsync(_send, both.Token);
            return (result = probe.Receive.Count == 0 ? new ProbeResult(ProbeEnd.Passed, "connected") : await Receive(_connection, both.Token)).Value;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return NoTimeLeft(settings);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return NoAnswer(e.Message);
        }
        finally
        {
            // One that only stands says nothing about the next: whether the endpoint takes connections is the question.
            if (result is not { HasPassed: true } || !settings.ReusesConnection || probe.Receive.Count == 0) Dispose();
        }
    }

    public override void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }

    private async Task<ProbeResult> Receive(Stream connection, CancellationToken cancel)
    {
        var received = new byte[BytesMax];
        for (var count = 0; count < received.Length;)
        {
            var more = await connection.ReadAsync(received.AsMemory(count), cancel);
            if (more == 0) return NoAnswer($"the connection ended after {count} bytes, without the expected ones");
            count += more;
            if (probe.IsSatisfiedBy(received.AsSpan(0, count))) return new ProbeResult(ProbeEnd.Passed, "the expected bytes came");
        }

        return new ProbeResult(ProbeEnd.Failed, $"{BytesMax} bytes came, and not the expected ones");
    }
}
