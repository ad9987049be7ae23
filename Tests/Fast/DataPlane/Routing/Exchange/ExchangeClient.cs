using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Tests.Fast.Kit;
using Akka.Streams.Dsl;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>One client connection's <see cref="ExchangeStage"/> with both its ports in the hand of a test.</summary>
internal sealed class ExchangeClient : IDisposable
{
    private readonly StageLab _lab;
    private readonly SocketPair _pair = new();
    private byte[] _lent = [];

    public ExchangeClient(StageLab lab, HttpService service)
    {
        _lab = lab;
        Requests = new SourceProbe<MessagePart<RequestHead>>(lab) { OnAsked = () => Array.Fill(_lent, (byte)'\n') }; // Whoever still reads what was lent before finds ruins.
        Answers = new SinkProbe<MessagePart<ResponseHead>>(lab, Tell) { KeepsAsking = true };
        lab.Run(Flow.FromGraph(new ExchangeStage(() => _pair.Connection, service)).Join(Flow.FromSinkAndSource(Sink.FromGraph(Answers), Source.FromGraph(Requests))));
        Answers.Ask();
    }

    public SourceProbe<MessagePart<RequestHead>> Requests { get; }

    public SinkProbe<MessagePart<ResponseHead>> Answers { get; }

    /// <summary>All parts of answers so far.</summary>
    public string Got => string.Concat(Answers.Got);

    /// <summary>Of the answer that came last.</summary>
    public HeaderBlock LastHeaders { get; private set; } = new();

    /// <summary>A request without a body.</summary>
    public void Get(string target = "/", string method = "GET", params string[] headers) =>
        Push(Kit.Requests.Request(target, method: method, headers: headers), "", isLast: true);

    /// <summary>The beginning of a request with a body.</summary>
    public void Begin(int length, string body = "", string method = "POST") =>
        Push(Kit.Requests.Request("/", method: method, headers: $"Content-Length: {length}"), body, isLast: body.Length == length);

    /// <summary>Further bytes of it.</summary>
    public void GoOn(string body, bool isLast = false) => Push(null, body, isLast);

    /// <summary>Waits until the client has this.</summary>
    public void Gets(string parts)
    {
        _lab.Dispatcher.Until(() => Got.Length >= parts.Length || Answers.HasEnded);
        Xunit.Assert.Equal(parts, Got);
    }

    /// <summary>Waits until the answer breaks off.</summary>
    public Exception Breaks()
    {
        _lab.Dispatcher.Until(() => Answers.HasEnded);
        return Xunit.Assert.IsAssignableFrom<Exception>(Answers.Failure);
    }

    public void Dispose()
    {
        Requests.Complete();
        Answers.Cancel();
        _pair.Dispose();
    }

    private string Tell(MessagePart<ResponseHead> part)
    {
        if (part.Head is { } head)
        {
            LastHeaders = new HeaderBlock();
            for (var slot = 0; slot < head.Headers.Slots; slot++)
                if (head.Headers.IsPresent(slot)) LastHeaders.Add(head.Headers.Name(slot), head.Headers.Value(slot));
        }

        return PartText.Of(part);
    }

    private void Push(RequestHead? head, string body, bool isLast)
    {
        _lab.Dispatcher.Until(() => Requests.IsAsked);
        _lent = body.Octets();
        Requests.Push(Kit.Requests.Part(head, _lent, isLast));
    }
}
