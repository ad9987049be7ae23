using System.Collections.Concurrent;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;
using ActorMesh.DataPlane.Channels;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using Grpc.Core;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>One connection to a control plane with one stream of all types on it. Holds no thread while nothing is said.</summary>
internal sealed class DiscoveryStream : IAsyncDisposable
{
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Some control planes (all on go-control-plane's cache, see its issue 46) answer a refusal at once with what was refused, and so on without
    /// end. The same refusal is not said again before this time.
    /// </summary>
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<DiscoveryQuestion> _questions = Channel.CreateUnbounded<DiscoveryQuestion>(new() { SingleReader = true });
    private readonly DiscoverySettings _settings;
    private readonly string _server;
    private readonly Action<Event> _tell;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<DiscoveredType, DiscoveryQuestion> _latest = new();
    private readonly Task _running;

    private DiscoveryStream(string server, DiscoverySettings settings, Action<Event> tell, TimeProvider clock)
    {
        (_server, _settings, _tell, _clock) = (server, settings, tell, clock);
        _running = Run();
    }

    /// <summary>What happens on a stream, as it tells its owner.</summary>
    public abstract record Event(DiscoveryStream Stream)
    {
        /// <summary>The server is there and takes questions.</summary>
        public sealed record Opened(DiscoveryStream Stream) : Event(Stream);

        public sealed record Answered(DiscoveryStream Stream, DiscoveryAnswer Answer) : Event(Stream);

        /// <summary>It has ended, or never began. Nothing comes after it.</summary>
        public sealed record Lost(DiscoveryStream Stream, string Reason) : Event(Stream);
    }

    public string Server => _server;

    /// <param name="tell">Called on any thread, with one event after the other.</param>
    public static DiscoveryStream Start(string server, DiscoverySettings settings, Action<Event> tell, TimeProvider clock) => new(server, settings, tell, clock);

    public void Ask(DiscoveryQuestion question)
    {
        // By difference a question says things that no later one repeats.
        var isRepeated = question.Problem is { } problem && !_settings.IsDelta && _latest.TryGetValue(question.Type, out var before) && before.Problem == problem;
        _latest[question.Type] = question;
        if (isRepeated) _ = AskLater(question);
        else _questions.Writer.TryWrite(question);
    }

    /// <summary>Ends in order: the server learns that this side goes, and did not only lose its connection.</summary>
    public async Task Leave()
    {
        _questions.Writer.TryComplete();
        await Task.WhenAny(_running, Task.Delay(LeaveLimit, _clock));
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task AskLater(DiscoveryQuestion question)
    {
        await Task.Delay(RepeatAfter, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ReferenceEquals(_latest[question.Type], question)) _questions.Writer.TryWrite(question);
    }

    private async Task Run()
    {
        // Never on the thread of the actor that starts it.
        await Task.Yield();
        try
        {
            if (_settings.Tls is { } tls) await tls.Ready.WaitAsync(_stop.Token);
            using var channel = ControlPlaneChannel.To(_server, _settings.Tls, _settings.PingEvery);
            var client = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel);
            if (_settings.IsDelta) await Converse(client.DeltaAggregatedResources(cancellationToken: _stop.Token), Question, Answer);
            else await Converse(client.StreamAggregatedResources(cancellationToken: _stop.Token), WholeQuestion, WholeAnswer);
            _tell(new Event.Lost(this, "the server has ended the stream"));
        }
        catch (Exception e) when (e is RpcException or IOException or HttpRequestException or OperationCanceledException or InvalidOperationException or UriFormatException)
        {
            _tell(new Event.Lost(this, Reason(e)));
        }
    }

    private static string Reason(Exception e)
    {
        if (e is not RpcException rpc) return e.Message;
        var inner = rpc.Status.DebugException;
        while (inner?.InnerException is { } deeper) inner = deeper;
        return inner is SocketException or IOException or AuthenticationException ? inner.Message : rpc.Status.Detail.Length > 0 ? $"{rpc.StatusCode}: {rpc.Status.Detail}" : $"{rpc.StatusCode}";
    }

    private async Task Converse<TQuestion, TAnswer>(
        AsyncDuplexStreamingCall<TQuestion, TAnswer> call, Func<DiscoveryQuestion, Node?, TQuestion> write, Func<TAnswer, DiscoveryAnswer?> read)
    {
        using (call)
        {
            var asking = Ask(call.RequestStream, write);
            await foreach (var message in call.ResponseStream.ReadAllAsync(_stop.Token))
                if (read(message) is { } answer) _tell(new Event.Answered(this, answer));
            _questions.Writer.TryComplete();
            await asking;
        }
    }

    private async Task Ask<TQuestion>(IClientStreamWriter<TQuestion> stream, Func<DiscoveryQuestion, Node?, TQuestion> write)
    {
        try
        {
            // Who asks is said once for a stream.
            var node = _settings.Node;
            await foreach (var question in _questions.Reader.ReadAllAsync(_stop.Token))
            {
                await stream.WriteAsync(write(question, node), _stop.Token);
                if (node is not null) _tell(new Event.Opened(this));
                node = null;
            }
            await stream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // Whoever reads the answers hears of it, too, and tells why.
        }
    }

    private static DiscoveryRequest WholeQuestion(DiscoveryQuestion question, Node? node)
    {
        var request = new DiscoveryRequest
        {
            Node = node, TypeUrl = question.Type.Url, VersionInfo = question.Version, ResponseNonce = question.Nonce, ErrorDetail = Problem(question),
        };
        request.ResourceNames.AddRange(question.Names);
        return request;
    }

    private static DeltaDiscoveryRequest Question(DiscoveryQuestion question, Node? node)
    {
        var request = new DeltaDiscoveryRequest { Node = node, TypeUrl = question.Type.Url, ResponseNonce = question.Nonce, ErrorDetail = Problem(question) };
        request.ResourceNamesSubscribe.AddRange(question.Names);
        request.ResourceNamesUnsubscribe.AddRange(question.Unwanted);
        foreach (var (name, version) in question.Known) request.InitialResourceVersions[name] = version;
        return request;
    }

    private static ActorMesh.Runtime.Contracts.Rpc.Status? Problem(DiscoveryQuestion question) =>
        question.Problem is { } problem ? new ActorMesh.Runtime.Contracts.Rpc.Status { Code = (int)StatusCode.InvalidArgument, Message = problem } : null;

    private static DiscoveryAnswer? WholeAnswer(DiscoveryResponse response) => DiscoveredTypes.Find(response.TypeUrl) is { } type
        ? new DiscoveryAnswer(
            type, response.VersionInfo, response.Nonce, [.. response.Resources.Select(Unwrap).OfType<DiscoveryAnswer.Item>()], [], response.ControlPlane?.Identifier ?? "")
        : null;

    // gRPC's own servers wrap resources of the state of the world, too.
    private static DiscoveryAnswer.Item? Unwrap(Google.Protobuf.WellKnownTypes.Any body)
    {
        if (!body.TryUnpack(out Resource resource)) return new DiscoveryAnswer.Item("", body);
        return resource.Resource_ is { } inner ? new DiscoveryAnswer.Item(resource.Version, inner) : null;
    }

    private static DiscoveryAnswer? Answer(DeltaDiscoveryResponse response) => DiscoveredTypes.Find(response.TypeUrl) is { } type
        ? new DiscoveryAnswer(
            type, response.SystemVersionInfo, response.Nonce,
            // One without a body only says that what is there lives on.
            [.. from resource in response.Resources where resource.Resource_ is not null select new DiscoveryAnswer.Item(resource.Version, resource.Resource_)],
            [.. response.RemovedResources], response.ControlPlane?.Identifier ?? "")
        : null;
}
