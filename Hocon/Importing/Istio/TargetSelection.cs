using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Finds the services that a policy of Istio is about.</summary>
internal sealed class TargetSelection(HostTable hosts, KubernetesServices services, ImportNotes notes)
{
    /// <summary>Policies in this namespace hold for the whole mesh.</summary>
    private const string RootNamespace = "istio-system";

    /// <param name="isEverywhere">True when it is about all services of the mesh.</param>
    public IReadOnlyList<ServiceDraft> Of(Fields spec, KubernetesObject source, out bool isEverywhere)
    {
        isEverywhere = false;
        if (spec.Object("selector") is { } selector)
        {
            var labels = selector.Pairs("matchLabels");
            if (labels.Count > 0) return Selected(labels, source, selector);
        }

        List<Fields> references = [.. spec.Objects("targetRefs")];
        if (spec.Object("targetRef") is { } single) references.Add(single);
        if (references.Count > 0) return [.. references.Select(reference => Referenced(reference, source)).OfType<ServiceDraft>()];
        isEverywhere = source.Namespace is null or RootNamespace || source.Namespace == hosts.Home;
        if (isEverywhere && source.Namespace is not (null or RootNamespace))
            notes.Approximated(source.At, $"a mesh file has no namespaces: what holds for all of {source.Namespace} stands in mesh.defaults");
        return isEverywhere ? [.. hosts.Mesh.Services] : services.Selected([], source.Namespace);
    }

    private IReadOnlyList<ServiceDraft> Selected(IReadOnlyList<KeyValuePair<string, string>> labels, KubernetesObject source, Fields selector)
    {
        var found = services.Selected(labels, source.Namespace is RootNamespace ? null : source.Namespace ?? hosts.Home);
        if (found.Count == 0 && labels.FirstOrDefault(label => label.Key is "app" or "app.kubernetes.io/name").Value is { } name
            && hosts.Find(name, source.Namespace) is { } named)
            found = [named];
        if (found.Count == 0) notes.NotCarried(selector.Here, "no service that was read selects workloads with these labels");
        return found;
    }

    private ServiceDraft? Referenced(Fields reference, KubernetesObject source)
    {
        reference.Ignore("group", "namespace");
        if (reference.Text("kind") is "Service" && reference.Text("name") is { } name && hosts.Find(name, source.Namespace) is { } service) return service;
        reference.Ignore("name");
        notes.NotCarried(reference.Here, "only a service that was read can be what it is about");
        return null;
    }
}
