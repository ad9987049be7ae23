using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Runtime.Time;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Keeps what runs on disk, one thing after the other, on threads of its own: disks may take their time.</summary>
/// <param name="folder">Null keeps nothing.</param>
/// <param name="tell">Told, on any thread, what could not be written, and null when all is written again. Nothing stops for it.</param>
internal sealed class DiscoveryKeeper(string? folder, TimeProvider clock, Random random, Action<string?> tell)
{
    private static readonly TimeSpan AgainLeast = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AgainMost = TimeSpan.FromMinutes(1);

    private readonly ReconnectDelay _again = new(random, AgainLeast, AgainMost);
    private readonly DiscoveryStore? _store = folder is null ? null : new DiscoveryStore(folder);
    private Task _disk = Task.CompletedTask;
    private bool _isBehind;
    private Tried? _newest, _inForce;
    private KeptConfiguration? _proven, _begun;

    /// <param name="found">Told, on any thread and in any case, what an earlier life kept.</param>
    public void Load(Action<KeptStart> found)
    {
        if (_store is not { } store)
        {
            found(KeptStart.Nothing);
            return;
        }
        var now = clock.Now;
        _ = OnDisk(() =>
        {
            found(Read(store, now));
            store.Save();
        });
    }

    /// <summary>What is accepted now is what was kept.</summary>
    public void Have(KeptStart start, DiscoveryState state)
    {
        if (start.Kept is not { } kept) return;
        _newest = new Tried(kept, Resources(state));
        if (start.IsProven) _proven = kept;
    }

    /// <summary>Writes down what is about to run, if that is not done.</summary>
    /// <returns>Ends, in any case well, when it is on the disk or cannot be.</returns>
    public Task Try(DiscoveryState state, string controlPlane)
    {
        var resources = Resources(state);
        if (_store is null || (_newest is { } newest && resources.SequenceEqual(newest.Resources, ReferenceEqualityComparer.Instance))) return _disk;
        return Put(new Tried(new KeptConfiguration(Packed(resources), controlPlane, clock.GetUtcNow(), state.Fence), resources));
    }

    /// <summary>
    /// What changes nothing that runs, and has to hold after a restart, too: another epoch, than which all before is older, and other secrets, which say who
    /// is believed and who is denied.
    /// </summary>
    public void Note(DiscoveryState state)
    {
        if (_store is null || _newest is not { } newest) return;
        var secrets = Kept(state.Ledger(DiscoveredType.Secret)).ToList();
        var areSame = secrets.SequenceEqual(newest.Resources.Where(resource => resource.Message is Secret), ReferenceEqualityComparer.Instance);
        if (areSame && newest.Kept.Fence?.Epoch == state.Fence?.Epoch) return;
        List<DiscoveredResource> resources = [.. newest.Resources.Where(resource => resource.Message is not Secret), .. secrets];
        var noted = new Tried(newest.Kept with { Resources = Packed(resources), Fence = state.Fence }, resources);
        var isInForce = ReferenceEquals(newest, _inForce);
        if (isInForce) _inForce = noted;
        if (areSame && ReferenceEquals(newest.Kept, _proven)) _proven = noted.Kept;
        _ = Put(noted);
        if (isInForce && !areSame) Begin(noted);
    }

    /// <summary>What was tried last runs.</summary>
    public void Begin()
    {
        if (_store is null || _newest is not { } newest || ReferenceEquals(newest, _inForce)) return;
        _inForce = newest;
        if (!ReferenceEquals(newest.Kept, _proven)) Begin(newest);
    }

    /// <returns>What is to be proven when it has run for <see cref="BootGuard.ProvenAfter"/>, once; null when nothing new runs.</returns>
    public KeptConfiguration? Begun()
    {
        var begun = _begun;
        _begun = null;
        return begun;
    }

    /// <summary>What was tried last cannot be run; what ran before runs on.</summary>
    public void Withdraw()
    {
        if (_inForce is { } before && !ReferenceEquals(before, _newest)) _ = Put(before);
    }

    /// <summary>It has run long enough.</summary>
    public void Prove(KeptConfiguration configuration)
    {
        _proven = configuration;
        var now = clock.Now;
        _ = OnDisk(() => _store?.Prove(configuration, now));
    }

    /// <summary>What was refused gets one more chance.</summary>
    public void Release() => _ = OnDisk(() => _store?.Release());

    /// <param name="problem">What it told.</param>
    /// <returns>When to <see cref="Save"/> what could not be written; null when all is.</returns>
    public TimeSpan? Hear(string? problem)
    {
        if (problem is not null) return _again.Fail();
        _again.Succeed();
        return null;
    }

    /// <summary>Writes what could not be written before.</summary>
    public void Save() => _ = OnDisk(() => _store?.Save());

    /// <returns>Ends when all is on the disk.</returns>
    public Task Close() => OnDisk(() => _store?.Close());

    /// <summary>All that was accepted, in an order that depends on nothing else. A private key never comes to the disk.</summary>
    private static List<DiscoveredResource> Resources(DiscoveryState state) =>
        [.. state.Ledgers.SelectMany(Kept)];

    private static IEnumerable<DiscoveredResource> Kept(ResourceLedger ledger) =>
        ledger.Accepted.Values.Where(resource => resource.Message is not Secret { TlsCertificate: not null }).OrderBy(resource => resource.Name, StringComparer.Ordinal);

    private static List<(DiscoveredType Type, Any Body)> Packed(List<DiscoveredResource> resources) =>
        resources.ConvertAll(resource => (DiscoveredTypes.Find(resource.Packed.TypeUrl)!.Value, resource.Packed));

    private static KeptStart Read(DiscoveryStore store, Instant now)
    {
        try
        {
            return store.Load(now);
        }
        catch (Exception e)
        {
            // A sidecar starts without what cannot be read.
            return KeptStart.Nothing with { Remarks = [$"what was kept on disk cannot be read: {e.Message}"] };
        }
    }

    private void Begin(Tried tried)
    {
        _begun = tried.Kept;
        var now = clock.Now;
        _ = OnDisk(() => _store!.Begin(now));
    }

    private Task Put(Tried tried)
    {
        _newest = tried;
        var now = clock.Now;
        return OnDisk(() => _store!.Try(tried.Kept, now));
    }

    private Task OnDisk(Action act) => _disk = After(_disk, act);

    private async Task After(Task before, Action act)
    {
        await before;
        try
        {
            await OwnThread.Run(act);
            if (_isBehind) tell(null);
            _isBehind = false;
        }
        catch (Exception e)
        {
            _isBehind = true;
            tell(e.Message);
        }
    }

    private sealed record Tried(KeptConfiguration Kept, List<DiscoveredResource> Resources);
}
