using System.Globalization;
using System.Text;
using ActorMesh.Hocon.Mesh.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace ActorMesh.Cli.Workloads;

/// <summary>Calls a workload's callees one after the other, as an application behind a sidecar would. The first that fails ends it.</summary>
/// <remarks>What identifies the request (<c>x-request-id</c>, <c>traceparent</c>) is passed on: only the application can do that.</remarks>
/// <param name="caller">The workload.</param>
internal sealed class CalleeClient(string caller, IReadOnlyList<Callee> callees, TimeProvider clock) : IDisposable
{
    /// <summary>The workloads that this request has passed. One that finds itself there calls nobody, or a circle of calls would never end.</summary>
    private const string CallersHeader = "x-workload-callers";

    private const int AnswerBytesMax = 64 * 1024, ConnectionsMax = 256;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    private static readonly string[] PassedOn = ["x-request-id", "traceparent", "tracestate"];

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null, MaxConnectionsPerServer = ConnectionsMax,
    })
    {
        MaxResponseContentBufferSize = AnswerBytesMax, Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<CallResult> CallAll(HttpRequest request, CancellationToken gone)
    {
        var callers = request.Headers[CallersHeader].ToString();
        if (callees.Count == 0 || callers.Split(',').Contains(caller)) return CallResult.Nothing;
        var path = request.GetEncodedPathAndQuery();
        var tree = new StringBuilder();
        foreach (var callee in callees)
        {
            using var call = new HttpRequestMessage(HttpMethod.Get, callee.At(path));
            call.Headers.Add(CallersHeader, callers.Length == 0 ? caller : $"{callers},{caller}");
            foreach (var name in PassedOn)
                if (request.Headers[name].ToString() is { Length: > 0 } value) call.Headers.TryAddWithoutValidation(name, value);
            var failure = await Call(callee, call, tree, gone);
            if (failure is not null) return new CallResult(tree.ToString(), failure);
        }
        return new CallResult(tree.ToString(), null);
    }

    public void Dispose() => _client.Dispose();

    /// <returns>How it failed; null when it went well.</returns>
    private async Task<string?> Call(Callee callee, HttpRequestMessage call, StringBuilder tree, CancellationToken gone)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, limit.Token);
        try
        {
            using var answer = await _client.SendAsync(call, either.Token);
            foreach (var line in (await answer.Content.ReadAsStringAsync(either.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                tree.Append("  ").Append(line).Append('\n');
            return answer.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"{callee.Name} answered {(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return $"{callee.Name} at {callee.Address.Authority}: {e.Message}";
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return $"{callee.Name} at {callee.Address.Authority}: no answer within {DurationText.Of(AnswerLimit)}";
        }
    }
}
