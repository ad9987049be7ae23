using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Writing;

namespace ActorMesh.Hocon.Importing.Routing;

/// <summary>
/// Keeps which parts of which services the rules use, and in the end gives them endpoints. A rule that leads to another service makes that
/// one a version: splits of a mesh file are between versions of one service.
/// </summary>
internal sealed class VersionTable(MeshDraft mesh, ImportNotes notes)
{
    private const string Label = "version";

    private readonly Dictionary<ServiceDraft, Dictionary<string, ImportedDestination>> _used = [];
    private readonly Dictionary<(ServiceDraft, string), IReadOnlyList<KeyValuePair<string, string>>> _subsets = [];
    private readonly HashSet<ServiceDraft> _whole = [];

    /// <summary>Finds the service whose replicas are just those of a subset.</summary>
    public Func<ServiceDraft, IReadOnlyList<KeyValuePair<string, string>>, ServiceDraft?> FindByLabels { get; set; } = (_, _) => null;

    /// <summary>A subset of a service and the labels that its replicas have.</summary>
    public void Declare(ServiceDraft service, string subset, IReadOnlyList<KeyValuePair<string, string>> labels) => _subsets[(service, subset)] = labels;

    public void UseWhole(ServiceDraft service) => _whole.Add(service);

    /// <returns>The version's name.</returns>
    public string Use(ServiceDraft owner, ImportedDestination destination)
    {
        var name = NameOf(owner, destination);
        if (!_used.TryGetValue(owner, out var versions)) _used[owner] = versions = new Dictionary<string, ImportedDestination>(StringComparer.Ordinal);
        versions.TryAdd(name, destination);
        return name;
    }

    private static string NameOf(ServiceDraft owner, ImportedDestination destination) => destination switch
    {
        { Subset: { } subset } when destination.Service == owner => ServiceName.Of(subset),
        { Subset: { } subset } => ServiceName.Of($"{destination.Service.Name}-{subset}"),
        _ => destination.Service.Name,
    };

    /// <summary>Writes versions and endpoints. Services that are nothing but a version of another one go up in it.</summary>
    public void Settle()
    {
        foreach (var (owner, versions) in _used)
        {
            var whole = EndpointsOf(owner);
            var isMixed = versions.Values.Any(destination => destination.Service != owner);
            if (isMixed && _whole.Contains(owner)) NameTheWhole(owner, versions);
            if (isMixed || !owner.Endpoints.Exists(endpoint => endpoint.Labels.Count > 0)) owner.Endpoints.Clear();
            foreach (var (name, destination) in versions) AddVersion(owner, name, destination, whole);
        }

        foreach (var (owner, destination) in _used.SelectMany(pair => pair.Value.Values.Select(used => (Owner: pair.Key, Destination: used))).ToList())
        {
            if (destination.Service != owner) Fold(destination.Service, owner, destination.At);
        }
    }

    /// <summary>Takes a service away that is nothing but a part of another one: two services would have the same addresses.</summary>
    private void Fold(ServiceDraft part, ServiceDraft owner, ImportPlace at)
    {
        if (part.Routes.Count > 0 || part.Exposure is not null || _used.ContainsKey(part) || mesh.Find(part.Name) is null) return;
        mesh.Remove(part);
        var kept = owner.Policies.Leaves().Select(Said).ToHashSet(StringComparer.Ordinal);
        var lost = part.Policies.Leaves().Where(leaf => !kept.Contains(Said(leaf))).Select(leaf => leaf.Path).ToList();
        if (lost.Count > 0) notes.NotCarried(at, $"{part.Name} becomes a part of {owner.Name}, whose settings hold; its own {string.Join(", ", lost)} are lost");

        static string Said((string Path, DraftNode Value) leaf) => SectionWriter.OneLine(leaf.Path, leaf.Value) ?? leaf.Path;
    }

    // Once there are replicas of others among them, "all endpoints" would be too many.
    private static void NameTheWhole(ServiceDraft owner, Dictionary<string, ImportedDestination> versions)
    {
        versions.TryAdd(owner.Name, new ImportedDestination(owner, null, 1, default));
        foreach (var route in owner.Routes.Where(route => route.Split.Count == 0 && route.Body.Find("redirect") is null && route.Body.Find("respond") is null))
            route.Split.Add((owner.Name, 100));
    }

    private void AddVersion(ServiceDraft owner, string name, ImportedDestination destination, IReadOnlyList<EndpointDraft> whole)
    {
        if (destination.Subset is not { } subset)
        {
            var endpoints = destination.Service == owner ? whole : EndpointsOf(destination.Service);
            AddLabelled(owner, name, Label, name, endpoints);
            return;
        }

        if (!_subsets.TryGetValue((destination.Service, subset), out var labels) || labels.Count == 0)
        {
            notes.Approximated(destination.At, $"nothing in the files says which replicas are subset {subset}; the label {Label}={name} is taken");
            labels = [KeyValuePair.Create(Label, name)];
        }
        else if (labels.Count > 1)
        {
            notes.Approximated(destination.At, $"a version is selected by one label; subset {subset} has {labels.Count}, and {labels[0].Key}={labels[0].Value} is taken");
        }

        var (label, value) = labels[0];
        var replicas = owner.Endpoints.Where(endpoint => endpoint.Labels.Contains(labels[0])).ToList();
        owner.AddVersion(name, label, value);
        if (replicas.Count > 0) return;
        AddLabelled(owner, name, label, value, ReplicasOf(owner, subset, labels, destination));
    }

    private IReadOnlyList<EndpointDraft> ReplicasOf(
        ServiceDraft owner, string subset, IReadOnlyList<KeyValuePair<string, string>> labels, ImportedDestination destination)
    {
        if (FindByLabels(destination.Service, labels) is { } service)
        {
            var endpoints = EndpointsOf(service);
            if (service != owner) Fold(service, owner, destination.At);
            return endpoints;
        }

        var host = $"{destination.Service.Name}-{ServiceName.Of(subset)}";
        var message = $"nothing in the files says where the replicas of subset {subset} are; {host} is a name to put right";
        notes.Approximated(destination.At, message);
        owner.EndpointsComment ??= "Names to put right: which replicas are which version stands in no file that was read.";
        return [new EndpointDraft(host, destination.Service.Port ?? 80)];
    }

    private static void AddLabelled(ServiceDraft owner, string version, string label, string value, IReadOnlyList<EndpointDraft> endpoints)
    {
        owner.AddVersion(version, label, value);
        foreach (var endpoint in endpoints) owner.Endpoints.Add(endpoint with { Labels = [KeyValuePair.Create(label, value)] });
    }

    private static IReadOnlyList<EndpointDraft> EndpointsOf(ServiceDraft service) =>
        service.Endpoints.Count > 0 ? [.. service.Endpoints] : [new EndpointDraft(service.Name, service.Port ?? 80)];
}
