using System.Security.Cryptography;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Keeps on disk what a sidecar runs. What it is about to run is written down first and counts as proven only when the process has lived
/// with it for a while: a configuration that ends the process is not what the next one starts with.
/// </summary>
/// <remarks>Blocks on the disk. One call at a time.</remarks>
internal sealed class DiscoveryStore(string folder)
{
    /// <summary>So often a process may end while it runs something new, until what was new in it is refused.</summary>
    internal const int AttemptsMax = 2;

    private const string Kind = "discovered-resources";

    private readonly LastGoodFile _proven = new(Path.Combine(folder, "proven.good"), Kind);
    private readonly LastGoodFile _trying = new(Path.Combine(folder, "trying.good"), Kind);
    private (byte[] Content, int Attempts)? _suspect;
    private LastGoodEntry? _oldest;
    private LastGoodEntry? _newest;

    /// <summary>Whether something runs that is not proven.</summary>
    public bool IsTrying => _newest is not null;

    /// <param name="remarks">What is wrong with the files, and what was done about it.</param>
    /// <param name="suspects">Resources that ended the process more than once, by type and content.</param>
    /// <returns>What to start with; null for nothing.</returns>
    public KeptConfiguration? Load(out IReadOnlyList<string> remarks, out IReadOnlySet<Any> suspects)
    {
        var said = new List<string>();
        var (proven, trying) = (Read(_proven, said), Read(_trying, said));
        remarks = said;
        suspects = new HashSet<Any>();
        if (trying is not var (entry, kept)) return proven is var (good, old) ? Configuration(good, old) : null;

        _suspect = (Content(kept), kept.Attempts);
        if (kept.Attempts >= AttemptsMax)
        {
            suspects = kept.Resources.Except(proven?.Kept.Resources ?? []).ToHashSet();
            said.Add($"{kept.Attempts} times the process ended soon after it ran what is in {_trying.Path}: what is new in it is refused for now");
        }
        else
        {
            said.Add($"the process ended soon after it ran what is in {_trying.Path}: it starts with what it ran before");
        }
        if (proven is var (former, resources)) return Configuration(former, resources);
        // There is nothing before it. Once more is better than nothing, and counts.
        if (kept.Attempts >= AttemptsMax) return null;
        _trying.Write(entry with { Bytes = new KeptResources(kept) { Attempts = kept.Attempts + 1 }.ToByteArray() });
        (_oldest, _newest) = (entry, entry);
        return Configuration(entry, kept);
    }

    /// <summary>Writes down what is about to run.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Try(KeptConfiguration configuration)
    {
        var kept = new KeptResources { ControlPlane = configuration.ControlPlane, KeptAt = Timestamp.FromDateTimeOffset(configuration.KeptAt), Attempts = 1 };
        kept.Resources.AddRange(configuration.Resources.Select(resource => resource.Body));
        if (_suspect is var (content, attempts) && Content(kept).AsSpan().SequenceEqual(content)) kept.Attempts = attempts + 1;
        var entry = new LastGoodEntry(configuration.Fence?.Epoch ?? 0, configuration.Fence?.Sequence ?? 0, kept.ToByteArray());
        _trying.Write(entry);
        _newest = entry;
        _oldest ??= entry;
    }

    /// <summary>The process has lived long enough with the oldest of what is not proven.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Prove()
    {
        if (_oldest is null) return;
        _proven.Write(_oldest);
        if (ReferenceEquals(_oldest, _newest)) Forget();
        else _oldest = _newest;
    }

    /// <summary>The process ends of its own will, and so not of what it ran.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Close()
    {
        if (_newest is null) return;
        _proven.Write(_newest);
        Forget();
    }

    private void Forget()
    {
        File.Delete(_trying.Path);
        (_oldest, _newest) = (null, null);
    }

    private static (LastGoodEntry Entry, KeptResources Kept)? Read(LastGoodFile file, List<string> remarks)
    {
        try
        {
            return file.Read() is { } entry ? (entry, KeptResources.Parser.ParseFrom(entry.Bytes.Span)) : null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidProtocolBufferException)
        {
            remarks.Add(e.Message);
            return null;
        }
    }

    private static KeptConfiguration Configuration(LastGoodEntry entry, KeptResources kept) => new(
        [.. from body in kept.Resources let type = DiscoveredTypes.Find(body.TypeUrl) where type is not null select (type.Value, body)],
        kept.ControlPlane,
        kept.KeptAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch,
        DiscoveryFence.Find(kept.ControlPlane) is null ? null : new DiscoveryFence(entry.Epoch, entry.Sequence));

    private static byte[] Content(KeptResources kept) => SHA256.HashData(new KeptResources { Resources = { kept.Resources } }.ToByteArray());
}
