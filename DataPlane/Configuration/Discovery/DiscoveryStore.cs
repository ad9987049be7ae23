using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Time;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Keeps on disk what a sidecar runs. What it is about to run is written down first, and counts as proven only when it has run for a while:
/// what ends the process again and again is not what the next one starts with.
/// </summary>
/// <remarks>Blocks on the disk. One call at a time. What could not be written is written by the next call.</remarks>
internal sealed class DiscoveryStore(string folder)
{
    private const string Kind = "discovered-resources";

    private readonly LastGoodFile _provenFile = new(Path.Combine(folder, "proven.good"), Kind);
    private readonly LastGoodFile _newestFile = new(Path.Combine(folder, "trying.good"), Kind);
    private BootGuard _guard = new([], []);
    private KeptConfiguration? _newest;
    private KeptConfiguration? _proven;
    private KeptConfiguration? _unwrittenProof;
    private bool _isNewestWritten = true;

    /// <summary>What an earlier life kept; it is on trial again from now on, if it was not proven. Writes nothing.</summary>
    public KeptStart Load(Instant now)
    {
        var remarks = new List<string>();
        var (proven, newest) = (Read(_provenFile, remarks), Read(_newestFile, remarks));
        _guard = new BootGuard(newest?.Kept.Strikes ?? [], proven?.Kept.Resources ?? []);
        var refused = _guard.Refused;
        if (refused.Count > 0)
            remarks.Add($"{BootGuard.LivesMax} times the process ended within {BootGuard.ProvenAfter.TotalSeconds:0} s with something new: that is refused for now ({refused.Count} resources)");
        _proven = proven is var (good, old) ? Configuration(good, old) : null;
        _newest = newest is var (entry, kept) && !kept.Resources.Any(body => refused.Count > 0 && refused.Contains(BootGuard.KeyOf(body)))
            ? Configuration(entry, kept)
            : _proven;
        if (_newest is { } start && !ReferenceEquals(start, _proven)) Put(start, now);
        return new KeptStart(_newest, ReferenceEquals(_newest, _proven), remarks, refused);
    }

    /// <summary>This is about to run.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Try(KeptConfiguration configuration, Instant now)
    {
        Put(configuration, now);
        Save();
    }

    /// <summary>What was tried last runs.</summary>
    /// <exception cref="IOException">What it is could not be written before, and cannot be now.</exception>
    public void Begin(Instant now)
    {
        _guard.Begin(now);
        Save();
    }

    /// <summary>This has run for <see cref="BootGuard.ProvenAfter"/>.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Prove(KeptConfiguration configuration, Instant now)
    {
        (_proven, _unwrittenProof) = (configuration, configuration);
        _guard.Prove(configuration.Resources.Select(resource => resource.Body), now);
        _isNewestWritten = false;
        Save();
    }

    /// <summary>What was refused gets one more chance.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Release()
    {
        _guard.Release();
        _isNewestWritten = false;
        Save();
    }

    /// <summary>The process ends of its own will, and so not of what it ran.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Close()
    {
        _guard.Pardon();
        _isNewestWritten = false;
        Save();
    }

    /// <summary>Writes what is not written yet.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save()
    {
        if (_unwrittenProof is { } proof) _provenFile.Write(Entry(proof, []));
        _unwrittenProof = null;
        if (_isNewestWritten || _newest is null) return;
        var strikes = _guard.Strikes;
        // What is proven stands in the other file.
        if (ReferenceEquals(_newest, _proven) && strikes.Count == 0) File.Delete(_newestFile.Path);
        else _newestFile.Write(Entry(_newest, strikes));
        _isNewestWritten = true;
    }

    private void Put(KeptConfiguration configuration, Instant now)
    {
        _guard.Try(configuration.Resources.Select(resource => resource.Body), now);
        (_newest, _isNewestWritten) = (configuration, false);
    }

    private static (LastGoodEntry Entry, KeptResources Kept)? Read(LastGoodFile file, List<string> remarks)
    {
        try
        {
            return file.Read(KeptResources.Parser);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            remarks.Add(e.Message);
            return null;
        }
    }

    private static LastGoodEntry Entry(KeptConfiguration configuration, IReadOnlyList<KeptResources.Types.Strike> strikes)
    {
        var kept = new KeptResources { ControlPlane = configuration.ControlPlane, KeptAt = Timestamp.FromDateTimeOffset(configuration.KeptAt) };
        kept.Resources.AddRange(configuration.Resources.Select(resource => resource.Body));
        kept.Strikes.AddRange(strikes);
        return new LastGoodEntry(configuration.Fence?.Epoch ?? 0, configuration.Fence?.Sequence ?? 0, kept.ToByteArray());
    }

    private static KeptConfiguration Configuration(LastGoodEntry entry, KeptResources kept) => new(
        [.. from body in kept.Resources let type = DiscoveredTypes.Find(body.TypeUrl) where type is not null select (type.Value, body)],
        kept.ControlPlane,
        kept.KeptAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch,
        entry.Epoch == 0 ? null : new DiscoveryFence(entry.Epoch, entry.Sequence));
}
