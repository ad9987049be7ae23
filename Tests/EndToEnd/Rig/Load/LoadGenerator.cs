using System.Net.Sockets;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Rig.Load;

/// <summary>
/// Keep-alive clients that each ask, check the answer, and ask again. Every answer must name its request, so that one that went to the
/// wrong client counts as wrong. A connection may only end after an answer that said so.
/// </summary>
/// <remarks>
/// Kinds in the report: <c>right</c>; <c>wrong</c> (200 that answers another request); a status with the proxy's reason; <c>reset</c>,
/// <c>cut</c>, <c>closed</c> (no answer though the connection promised one); <c>orphaned</c> (a new connection was taken and then dropped
/// without an answer); <c>dropped</c> (the same before the client had sent anything, so that it may ask elsewhere); <c>refused</c> (nobody
/// listens).
/// </remarks>
internal sealed class LoadGenerator
{
    private readonly int _port;
    private readonly Func<string, string, bool> _isRight;
    private readonly Func<string, string> _request;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _workers;
    private long _left;
    private long _asked;

    /// <param name="isRight">Gets target and body of an answer with status 200.</param>
    /// <param name="requests">Stop after so many; default: until <see cref="Stop"/>.</param>
    /// <param name="request">Makes the request of a target; a plain GET by default.</param>
    public LoadGenerator(
        int port, int clients, Func<string, string, bool> isRight, long requests = long.MaxValue, Func<string, string>? request = null)
    {
        (_port, _isRight, _left) = (port, isRight, requests);
        _request = request ?? (target => $"GET {target} HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        _workers = [.. Enumerable.Range(0, clients).Select(Work)];
    }

    public LoadReport Report { get; } = new();

    /// <summary>Requests begun so far.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>True: a client that finds nobody listening has done its work. False: it counts that and tries again.</summary>
    public bool EndWhenRefused { get; set; }

    /// <summary>Waits until all requests are done.</summary>
    public async Task<LoadReport> Finish(TimeSpan within)
    {
        await Task.WhenAll(_workers).WaitAsync(within);
        return Report;
    }

    /// <summary>Lets every client finish the request it is at, and ends.</summary>
    public async Task<LoadReport> Stop()
    {
        await _stop.CancelAsync();
        return await Finish(TimeSpan.FromSeconds(15));
    }

    private async Task Work(int client)
    {
        await Task.Yield();
        WireConnection? connection = null;
        var fresh = true;
        for (var round = 0; !_stop.IsCancellationRequested && Interlocked.Decrement(ref _left) >= 0; round++)
        {
            if (connection is null)
            {
                (connection, fresh) = (await Dial(), true);
                if (connection is null && EndWhenRefused && Report["refused"] > 0) return; // One that was dropped may find somebody next time.
                if (connection is null) continue;
            }

            Interlocked.Increment(ref _asked);
            var stays = await Ask(connection, $"/load/{client}/{round}", fresh);
            fresh = false;
            if (stays) continue;
            await connection.DisposeAsync();
            connection = null;
        }

        if (connection is not null) await connection.DisposeAsync();
    }

    private async Task<WireConnection?> Dial()
    {
        try
        {
            return await WireConnection.Connect(_port);
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            Report.Count("refused");
            if (!EndWhenRefused) await Task.Delay(1);
            return null;
        }
        catch (SocketException dropped) when (dropped.SocketErrorCode == SocketError.ConnectionReset)
        {
            Report.Count("dropped");
            return null;
        }
    }

    // True when the connection may carry the next request.
    private async Task<bool> Ask(WireConnection connection, string target, bool fresh)
    {
        try
        {
            if (!await connection.Send(_request(target)) && fresh)
            {
                Report.Count("dropped", target);
                return false;
            }

            var answer = await connection.ReadResponse();
            if (answer is null) Report.Count(fresh ? "orphaned" : "closed", target);
            else Classify(answer, target);
            return answer is { Closes: false };
        }
        catch (WireException) when (connection.Ending == Ending.Reset && connection.Buffered.IsEmpty)
        {
            Report.Count(fresh ? "orphaned" : "reset", target);
        }
        catch (Exception fault) when (fault is WireException or TimeoutException)
        {
            Report.Count(connection.Ending == Ending.Open ? "malformed" : "cut", $"{target}: {fault.Message}");
        }

        return false;
    }

    private void Classify(WireResponse answer, string target)
    {
        if (answer.Status != 200) Report.Count($"{answer.Status} {LocalReply.FlagOf(answer)}".TrimEnd(), answer.ToString());
        else if (_isRight(target, answer.Text)) Report.Count("right");
        else Report.Count("wrong", $"{target} was answered with {answer}");
    }
}
