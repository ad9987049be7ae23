using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Keeps what runs on disk, one thing after the other, off the threads of actors: disks may take their time.</summary>
/// <param name="folder">Null keeps nothing.</param>
/// <param name="complain">Told, on any thread, what could not be done. Nothing stops for it.</param>
internal sealed class DiscoveryKeeper(string? folder, Action<string> complain)
{
    private readonly DiscoveryStore? _store = folder is null ? null : new DiscoveryStore(folder);
    private Task _disk = Task.CompletedTask;
    private List<DiscoveredResource> _kept = [];

    /// <summary>Whether something runs, or is about to, that is not proven.</summary>
    public bool IsTrying => _store is not null && (_store.IsTrying || !_disk.IsCompleted);

    /// <param name="tell">Told, on any thread, what an earlier life kept, what is wrong with it, and what is not to be taken again.</param>
    public void Load(Action<KeptConfiguration?, IReadOnlyList<string>, IReadOnlySet<Any>> tell)
    {
        if (_store is null) tell(null, [], new HashSet<Any>());
        else _ = OnDisk(() => tell(_store.Load(out var remarks, out var suspects), remarks, suspects));
    }

    /// <summary>What is accepted now is what was kept.</summary>
    public void Have(DiscoveryState state) => _kept = Resources(state);

    /// <summary>Writes down what is about to run, if that is not done.</summary>
    /// <returns>Ends, in any case well, when it is on the disk.</returns>
    public Task Try(DiscoveryState state, string controlPlane, DateTimeOffset now)
    {
        var resources = Resources(state);
        if (_store is null || resources.SequenceEqual(_kept, ReferenceEqualityComparer.Instance)) return _disk;
        _kept = resources;
        var packed = resources.Select(resource => (DiscoveredTypes.Find(resource.Packed.TypeUrl)!.Value, resource.Packed)).ToList();
        var fence = state.Fence;
        return OnDisk(() => _store.Try(new KeptConfiguration(packed, controlPlane, now, fence)));
    }

    /// <summary>The process has lived with it for a while.</summary>
    public void Prove() => _ = OnDisk(() => _store?.Prove());

    /// <returns>Ends when all is on the disk.</returns>
    public Task Close() => OnDisk(() => _store?.Close());

    /// <summary>All that was accepted, in an order that depends on nothing else.</summary>
    private static List<DiscoveredResource> Resources(DiscoveryState state) =>
        [.. state.Ledgers.SelectMany(ledger => ledger.Accepted.Values.OrderBy(resource => resource.Name, StringComparer.Ordinal))];

    private Task OnDisk(Action act) => _disk = _disk.ContinueWith(
        _ =>
        {
            try
            {
                act();
            }
            catch (Exception e)
            {
                complain($"what runs is not kept on disk: {e.Message}");
            }
        },
        TaskScheduler.Default);
}
