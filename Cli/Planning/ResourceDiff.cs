using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Planning;

/// <summary>What differs between what the proxies of two meshes run.</summary>
/// <param name="Kinds">Names by kind of resource. What many proxies have stands once.</param>
/// <param name="Proxies">How many proxies get something new: one for each replica that is written down.</param>
/// <param name="Services">Whose proxies those are.</param>
/// <param name="DrainedListeners">Listeners that are gone from a proxy: their connections end.</param>
internal sealed record ResourceDiff(IReadOnlyDictionary<ResourceKind, NameDiff> Kinds, int Proxies, IReadOnlyList<string> Services, int DrainedListeners)
{
    public bool IsEmpty => Services.Count == 0;

    public static ResourceDiff Of(ServiceMesh old, ServiceMesh @new)
    {
        var (oldPlacement, newPlacement) = (Placement.AsWritten(old), Placement.AsWritten(@new));
        var kinds = Enum.GetValues<ResourceKind>().ToDictionary(kind => kind, _ => new NameDiff());
        var (proxies, drained) = (0, 0);
        List<string> services = [];
        foreach (var name in old.Services.Concat(@new.Services).Select(service => service.Name).Distinct(StringComparer.Ordinal))
        {
            var before = Resources(old, name, oldPlacement);
            var after = Resources(@new, name, newPlacement);
            if (!Compare(name, before, after, kinds)) continue;
            services.Add(name);
            proxies += Math.Max(1, (@new.Find(name) ?? old.Find(name))!.Endpoints.Count);
            drained += before.Fingerprints.Keys.Count(key => key.Kind == ResourceKind.Lds && !after.Fingerprints.ContainsKey(key));
        }
        return new ResourceDiff(kinds, proxies, services, drained);
    }

    private static ResourceSet Resources(ServiceMesh mesh, string name, Placement placement) =>
        mesh.Find(name) is { } service ? ResourceSet.Of(MeshCompiler.Compile(mesh, service, placement)) : ResourceSet.None;

    private static bool Compare(string service, ResourceSet before, ResourceSet after, Dictionary<ResourceKind, NameDiff> kinds)
    {
        var differs = false;
        foreach (var (key, fingerprint) in after.Fingerprints)
        {
            if (before.Fingerprints.TryGetValue(key, out var old) && old == fingerprint) continue;
            (before.Fingerprints.ContainsKey(key) ? kinds[key.Kind].Changed : kinds[key.Kind].Added).Add(Shown(service, key.Name));
            differs = true;
        }
        foreach (var key in before.Fingerprints.Keys.Where(key => !after.Fingerprints.ContainsKey(key)))
        {
            kinds[key.Kind].Removed.Add(Shown(service, key.Name));
            differs = true;
        }
        return differs;
    }

    // What leads to a callee is the same for all its callers, and goes by its name; the rest is each proxy's own.
    private static string Shown(string service, string resource)
    {
        const string Outbound = "outbound/";
        if (resource.StartsWith(Outbound, StringComparison.Ordinal)) return resource[Outbound.Length..];
        return resource is "inbound" or "outbound" or "ingress" or "app" ? $"{service}/{resource}" : resource;
    }
}
