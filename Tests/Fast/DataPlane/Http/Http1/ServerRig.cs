using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Akka.Streams;
using Akka.Streams.Dsl;
using Microsoft.Extensions.Time.Testing;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>One connection of a <see cref="ServerLayer"/> with all its four ports, and the time, in the hand of a test.</summary>
internal sealed class ServerRig : IDisposable
{
    private readonly StageLab _lab;
    private readonly ServerSettings _settings;
    private readonly TimerWheel _wheel;
    private readonly SocketPair _pair;
    private byte[] _lent = [];
    private ProtocolError? _broken;

    /// <param name="describe">How to note parts of requests.</param>
    public ServerRig(StageLab lab, ServerSettings? settings = null, Func<MessagePart<RequestHead>, string>? describe = null)
        : this(lab, settings ?? ServerSettings.Default, new SocketPair(), new FakeTimeProvider(), describe)
    {
    }

    private ServerRig(StageLab lab, ServerSettings settings, SocketPair pair, FakeTimeProvider clock, Func<MessagePart<RequestHead>, string>? describe = null)
    {
        (_lab, _settings, _pair, Clock) = (lab, settings, pair, clock);
        _wheel = new TimerWheel(Clock);
        FromClient = new SourceProbe<ByteChunk>(lab) { OnAsked = () => Array.Fill(_lent, (byte)'\n') }; // Whoever still reads what was lent before finds ruins.
        ToClient = new SinkProbe<ByteChunk>(lab, chunk => chunk.Span.Latin()) { KeepsAsking = true };
        Requests = new SinkProbe<MessagePart<RequestHead>>(lab, part =>
        {
            _broken = part.Error;
            return (describe ?? PartText.Of)(part);
        });
        Answers = new SourceProbe<MessagePart<ResponseHead>>(lab);
    }

    public FakeTimeProvider Clock { get; }

    public ServerCounters Counters { get; } = new();

    public ClientConnection Connection => _pair.Connection;

    public SourceProbe<ByteChunk> FromClient { get; }

    public SinkProbe<ByteChunk> ToClient { get; }

    public SinkProbe<MessagePart<RequestHead>> Requests { get; }

    public SourceProbe<MessagePart<ResponseHead>> Answers { get; }

    /// <summary>Parts of requests so far.</summary>
    public IReadOnlyList<string> Told => Requests.Got;

    /// <summary>All bytes to the client so far.</summary>
    public string Written => string.Concat(ToClient.Got);

    /// <summary>True when the stream is over.</summary>
    public bool HasEnded => ToClient.HasEnded && Requests.HasEnded && Answers.HasEnded && FromClient.HasEnded;

    /// <summary>Starts the stream, in which the client's socket and the exchange ask at once.</summary>
    public ServerRig Started()
    {
        var layer = BidiFlow.FromGraph(new ServerLayer(() => Connection, _settings, Counters, Clock, _wheel));
        _lab.Run(layer.Join(Flow.FromSinkAndSource(Sink.FromGraph(ToClient), Source.FromGraph(FromClient)))
            .Join(Flow.FromSinkAndSource(Sink.FromGraph(Requests), Source.FromGraph(Answers))));
        ToClient.Ask();
        Requests.Ask();
        return this;
    }

    /// <summary>Bytes from the client.</summary>
    public void Send(string octets)
    {
        const int Margin = 3;
        _lent = new byte[octets.Length + 2 * Margin];
        octets.Octets().CopyTo(_lent, Margin);
        FromClient.Push(new ByteChunk().Set(_lent, Margin, octets.Length));
    }

    /// <summary>A whole answer of the exchange.</summary>
    public void Answer(string body = "", string status = "200 OK") =>
        Answers.Push(Responses.Part(Responses.Response(status, HttpMethod.Get, $"Content-Length: {body.Length}"), body, isLast: true));

    /// <summary>The answer of the exchange to what could not be read.</summary>
    public void Refuse() => Answer($"{_broken!.Code}\n", $"{_broken.Status} {ReasonPhrases.For(_broken.Status).Latin()}");

    /// <summary>The first part of an answer of the exchange.</summary>
    public void BeginAnswer(ResponseHead head, string body = "") => Answers.Push(Responses.Part(head, body));

    /// <summary>A further part of it.</summary>
    public void GoOn(string body = "", bool isLast = false) => Answers.Push(Responses.Part(null, body, isLast));

    /// <summary>Ends the connection's stream as the stage of its socket does. What the listener hears first tells whether the connection stays.</summary>
    public ClientEvent EndStream()
    {
        var before = _pair.Events.Count;
        Connection.Socket.OnStreamEnded!(false);
        return _pair.Events[before];
    }

    /// <summary>The next stream of this connection, which was parked.</summary>
    public ServerRig Resumed() => new(_lab, _settings, _pair, Clock);

    /// <summary>The client ends its side while nobody reads: known, but told to nobody.</summary>
    public void EndUnseen()
    {
        Connection.Socket.PeerEndSignal = null;
        _pair.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Xunit.Assert.True(SpinWait.SpinUntil(() => Connection.Socket.HasPeerEnded, TimeSpan.FromSeconds(20)));
    }

    public void Drain()
    {
        Connection.Drain();
        _lab.Dispatcher.Settle();
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time)
    {
        Clock.Advance(time);
        _lab.Dispatcher.Settle();
    }

    /// <summary>Lets time pass to just before a limit.</summary>
    public void PassAlmost(TimeSpan time) => Pass(time - TimeSpan.FromMilliseconds(1));

    /// <summary>After <see cref="PassAlmost"/>: to where the limit must have told.</summary>
    public void PassTheRest() => Pass(TimerWheel.Tick + TimeSpan.FromMilliseconds(1));

    public void Dispose()
    {
        FromClient.Complete();
        ToClient.Cancel();
        _wheel.Dispose();
        _pair.Dispose();
    }
}
