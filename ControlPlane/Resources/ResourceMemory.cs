using System.Collections.Concurrent;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>The sets that were made last, so that a set that is made again and says the same is the same object. Thread-safe.</summary>
internal sealed class ResourceMemory
{
    private readonly ConcurrentDictionary<(string Owner, string TypeUrl), ResourceSet> _last = new();

    /// <param name="owner">Whose set it is.</param>
    /// <returns>The last one when it says the same, else a new one with those of its resources that say the same.</returns>
    public ResourceSet Keep(string owner, string typeUrl, IEnumerable<VersionedResource> resources)
    {
        var last = _last.GetValueOrDefault((owner, typeUrl));
        var made = ResourceSet.Of(typeUrl, last is null ? resources : resources.Select(resource => Kept(resource, last)));
        return _last[(owner, typeUrl)] = made.Version == last?.Version ? last : made;
    }

    /// <summary>Forgets owners that there are no longer.</summary>
    public void Forget(Func<string, bool> exists)
    {
        foreach (var key in _last.Keys.Where(key => !exists(key.Owner))) _last.TryRemove(key, out _);
    }

    private static VersionedResource Kept(VersionedResource resource, ResourceSet last) =>
        last.ByName.TryGetValue(resource.Name, out var known) && known.Version == resource.Version ? known : resource;
}
