using System.Text;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Fetches the keys of issuers, again and again, and never because a request waits for them. Those that it had stay good while it fails.</summary>
public sealed class KeyFetchActor : UntypedActor, IWithTimers
{
    /// <summary>However many tokens come that no key fits, keys are not asked for more often because of them.</summary>
    public static readonly TimeSpan MissInterval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RetryLeast = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMost = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Fetching> _fetching = new(StringComparer.Ordinal);
    private readonly KeySets _keys;
    private readonly Func<KeyOrigin, CancellationToken, Task<byte[]>> _fetch;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _self = Context.Self;

    public KeyFetchActor(KeySets keys, Func<KeyOrigin, CancellationToken, Task<byte[]>> fetch, TimeProvider clock, Random random) =>
        (_keys, _fetch, _clock, _random) = (keys, fetch, clock, random);

    public abstract record Message
    {
        /// <summary>These are the keys that requests need from now on.</summary>
        public sealed record Need(IReadOnlyList<KeyOrigin> Keys) : Message;

        internal sealed record Due(string Address) : Message;

        internal sealed record Missed(string Address) : Message;

        internal sealed record Fetched(string Address, byte[] Document) : Message;

        internal sealed record Failed(string Address, string Reason) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    /// <param name="fetch">Gets a document. It has a limit of its own for time and size.</param>
    public static Props Props(KeySets keys, Func<KeyOrigin, CancellationToken, Task<byte[]>> fetch, TimeProvider clock, Random random) =>
        Akka.Actor.Props.Create(() => new KeyFetchActor(keys, fetch, clock, random));

    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Need need:
                Use(need.Keys);
                break;
            case Message.Due due when _fetching.TryGetValue(due.Address, out var fetching):
                Fetch(due.Address, fetching);
                break;
            case Message.Missed missed when _fetching.TryGetValue(missed.Address, out var fetching):
                OnMissed(missed.Address, fetching);
                break;
            case Message.Fetched fetched when _fetching.TryGetValue(fetched.Address, out var fetching):
                OnFetched(fetched, fetching);
                break;
            case Message.Failed failed when _fetching.TryGetValue(failed.Address, out var fetching):
                OnFailed(failed, fetching);
                break;
            case Message:
                break; // About keys that nobody needs any more.
            default:
                Unhandled(message);
                break;
        }
    }

    private void Use(IReadOnlyList<KeyOrigin> needed)
    {
        var wanted = needed.GroupBy(keys => keys.Address, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.MinBy(keys => keys.Refresh)!, StringComparer.Ordinal);
        foreach (var gone in _fetching.Keys.Except(wanted.Keys).ToList())
        {
            Timers.Cancel(gone);
            _fetching.Remove(gone);
        }

        foreach (var (address, origin) in wanted)
        {
            if (_fetching.TryGetValue(address, out var known))
            {
                known.Origin = origin;
                continue;
            }

            var cell = _keys.Of(address);
            cell.OnMissed = () => _self.Tell(new Message.Missed(address), ActorRefs.NoSender);
            var fetching = _fetching[address] = new Fetching(cell, new ReconnectDelay(_random, RetryLeast, RetryMost)) { Origin = origin };
            Fetch(address, fetching);
        }
    }

    private void Fetch(string address, Fetching fetching)
    {
        if (fetching.IsUnderWay) return;
        fetching.IsUnderWay = true;
        fetching.AskedAt = _clock.Now;
        _ = _fetch(fetching.Origin, _stopping.Token).PipeTo(
            _self, success: document => new Message.Fetched(address, document), failure: problem => new Message.Failed(address, problem.Message));
    }

    private void OnFetched(Message.Fetched fetched, Fetching fetching)
    {
        KeySet keys;
        try
        {
            if (fetched.Document.Length > KeySet.BytesMax) throw new FormatException($"is longer than {KeySet.BytesMax} bytes");
            if (fetching.Document is { } before && before.AsSpan().SequenceEqual(fetched.Document)) keys = fetching.Cell.Keys!;
            else keys = KeySet.Parse(Encoding.UTF8.GetString(fetched.Document));
        }
        catch (FormatException wrong)
        {
            OnFailed(new Message.Failed(fetched.Address, $"what came {wrong.Message}"), fetching);
            return;
        }

        if (fetching.Problem is not null || !ReferenceEquals(keys, fetching.Cell.Keys)) _log.Info("keys of {0}: {1} in use", fetched.Address, keys.Count);
        (fetching.Cell.Keys, fetching.Document, fetching.IsUnderWay, fetching.Problem) = (keys, fetched.Document, false, null);
        fetching.Delay.Succeed();
        Wait(fetched.Address, fetching.Origin.Refresh);
    }

    private void OnFailed(Message.Failed failed, Fetching fetching)
    {
        var before = fetching.Problem;
        (fetching.IsUnderWay, fetching.Problem) = (false, failed.Reason);
        if (fetching.Origin.IsFile)
        {
            if (before != failed.Reason) _log.Warning("keys in {0} cannot be used ({1}); those from before stay in use", failed.Address, failed.Reason);
            Wait(failed.Address, fetching.Origin.Refresh);
            return;
        }

        var wait = fetching.Delay.Fail();
        _log.Warning(
            "keys of {0} could not be fetched ({1}); {2}; trying again in {3} s", failed.Address, failed.Reason,
            fetching.Cell.Keys is null ? "tokens are refused until they are there" : "those from before stay in use", Math.Ceiling(wait.TotalSeconds));
        Wait(failed.Address, wait);
    }

    /// <summary>A token came that no key fits: the issuer may have a new one.</summary>
    private void OnMissed(string address, Fetching fetching)
    {
        // A file is looked at often anyhow.
        if (fetching.Origin.IsFile) return;
        if (_clock.Now - fetching.AskedAt >= MissInterval) Fetch(address, fetching);
        else if (!fetching.IsUnderWay) Wait(address, fetching.AskedAt + MissInterval - _clock.Now);
    }

    private void Wait(string address, TimeSpan wait)
    {
        _fetching[address].Cell.Heed();
        Timers.StartSingleTimer(address, new Message.Due(address), wait);
    }

    private sealed class Fetching(KeyCell cell, ReconnectDelay delay)
    {
        public KeyCell Cell => cell;

        public ReconnectDelay Delay => delay;

        public required KeyOrigin Origin { get; set; }

        public byte[]? Document { get; set; }

        /// <summary>Why it failed the last time; null when it did not.</summary>
        public string? Problem { get; set; }

        public bool IsUnderWay { get; set; }

        public Instant AskedAt { get; set; }
    }
}
