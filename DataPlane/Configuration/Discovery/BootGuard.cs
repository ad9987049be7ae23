using System.Security.Cryptography;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Time;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Counts of each resource how many processes ended soon after they began to run it, whatever else they ran. Those that a process has lived with
/// for a while are cleared of it. Pure.
/// </summary>
internal sealed class BootGuard
{
    /// <summary>So many processes may end with a resource; the next one refuses it.</summary>
    internal const int LivesMax = 2;

    /// <summary>How long a process lives with a configuration before that counts as proven.</summary>
    internal static readonly TimeSpan ProvenAfter = TimeSpan.FromSeconds(10);

    /// <summary>More are not remembered.</summary>
    private const int ResourcesMax = 20_000;

    private readonly Dictionary<ByteString, int> _lives = [];
    private readonly Dictionary<ByteString, Instant> _trial = [];
    private readonly HashSet<ByteString> _sound;

    /// <param name="strikes">Of earlier lives.</param>
    /// <param name="sound">What was proven in an earlier life.</param>
    public BootGuard(IEnumerable<KeptResources.Types.Strike> strikes, IEnumerable<Any> sound)
    {
        foreach (var strike in strikes.Take(ResourcesMax)) _lives[strike.Resource] = strike.Lives;
        _sound = sound.Select(KeyOf).ToHashSet();
    }

    /// <summary>What is refused in this life.</summary>
    public IReadOnlySet<ByteString> Refused => _lives.Where(entry => entry.Value >= LivesMax).Select(entry => entry.Key).ToHashSet();

    /// <summary>As they are to be remembered if the process ends now.</summary>
    public IReadOnlyList<KeptResources.Types.Strike> Strikes =>
        [.. _trial.Keys.Union(_lives.Keys).Take(ResourcesMax).Select(key => new KeptResources.Types.Strike { Resource = key, Lives = Count(key) })];

    public static ByteString KeyOf(Any body) => UnsafeByteOperations.UnsafeWrap(SHA256.HashData(body.ToByteArray()));

    /// <summary>This is about to run.</summary>
    public void Try(IEnumerable<Any> resources, Instant now)
    {
        Clear(now);
        var keys = resources.Select(KeyOf).ToHashSet();
        foreach (var key in _trial.Where(entry => entry.Value == Instant.Never && !keys.Contains(entry.Key)).Select(entry => entry.Key).ToList()) _trial.Remove(key);
        _sound.IntersectWith(keys);
        foreach (var key in keys.Except(_sound)) _trial.TryAdd(key, Instant.Never);
    }

    /// <summary>What was to be tried runs.</summary>
    public void Begin(Instant now)
    {
        foreach (var key in _trial.Where(entry => entry.Value == Instant.Never).Select(entry => entry.Key).ToList()) _trial[key] = now + ProvenAfter;
    }

    /// <summary>The process has lived long enough with these.</summary>
    public void Prove(IEnumerable<Any> resources, Instant now)
    {
        foreach (var key in resources.Select(KeyOf)) Clear(key);
        Clear(now);
    }

    /// <summary>The process ends of its own will, and so not of what it ran.</summary>
    public void Pardon() => _trial.Clear();

    /// <summary>What was refused gets one more chance.</summary>
    public void Release()
    {
        foreach (var key in Refused) _lives[key] = LivesMax - 1;
    }

    private void Clear(Instant now)
    {
        foreach (var key in _trial.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList()) Clear(key);
    }

    private void Clear(ByteString key)
    {
        _trial.Remove(key);
        _lives.Remove(key);
        _sound.Add(key);
    }

    private int Count(ByteString key) => _lives.GetValueOrDefault(key) + (_trial.ContainsKey(key) ? 1 : 0);
}
