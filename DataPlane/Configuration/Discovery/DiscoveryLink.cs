using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>The stream to one of the servers, and which is next when it ends.</summary>
/// <param name="tell">Told what happens on streams.</param>
internal sealed class DiscoveryLink(DiscoverySettings settings, Random random, TimeProvider clock, Action<object> tell) : IDisposable
{
    /// <summary>A stream that lived so long was a good one, even if nothing was said on it.</summary>
    private static readonly TimeSpan LongLife = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ReconnectLeast = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ReconnectMost = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReconnectSpread = TimeSpan.FromSeconds(5);

    private readonly ReconnectDelay _delay = new(random, ReconnectLeast, ReconnectMost) { Places = settings.Servers.Count, Spread = ReconnectSpread };
    private int _index = random.Next(settings.Servers.Count);
    private DiscoveryStream? _stream;

    public string Server => settings.Servers[_index];

    /// <summary>What the control plane last said of itself; empty for nothing.</summary>
    public string Identifier => Status.Identifier;

    /// <summary>Whether any control plane has said anything.</summary>
    public bool HasAnswered => Status.AnsweredAt is not null;

    public DiscoveryStatus Status { get; private set; } = new(settings.Servers[0], IsConnected: false, clock.GetUtcNow(), "", LastError: null);

    public bool Owns(DiscoveryStream stream) => ReferenceEquals(stream, _stream);

    public void Connect(IReadOnlyList<DiscoveryQuestion> questions)
    {
        End();
        _stream = DiscoveryStream.Start(Server, settings, tell, clock);
        Status = Status with { Server = Server };
        foreach (var question in questions) Ask(question);
    }

    public void Ask(DiscoveryQuestion question) => _stream?.Ask(question);

    public void Open() => Status = Status with { IsConnected = true, Since = clock.GetUtcNow() };

    public void Hear(string identifier)
    {
        _delay.Succeed();
        Status = Status with { Identifier = identifier, AnsweredAt = clock.GetUtcNow() };
    }

    /// <summary>The stream is no good any more.</summary>
    /// <returns>When to connect to the next server.</returns>
    public TimeSpan Lose(string reason)
    {
        End();
        if (Status.IsConnected && clock.GetUtcNow() - Status.Since > LongLife) _delay.Succeed();
        Status = Status with { IsConnected = false, Since = Status.IsConnected ? clock.GetUtcNow() : Status.Since, LastError = reason };
        _index = (_index + 1) % settings.Servers.Count;
        return _delay.Fail();
    }

    /// <summary>Ends in order.</summary>
    public async Task Leave()
    {
        var left = _stream?.Leave() ?? Task.CompletedTask;
        _stream = null;
        await left;
    }

    public void Dispose() => End();

    // What still comes from it is not heard any more.
    private void End()
    {
        if (_stream is { } ended) _ = ended.DisposeAsync().AsTask();
        _stream = null;
    }
}
