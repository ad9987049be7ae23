using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Importing.Sources;
using ActorMesh.Hocon.Reading;
using FileFindings = ActorMesh.Hocon.Envoy.Findings;

namespace ActorMesh.Hocon.Importing.Kubernetes;

/// <summary>Reads the objects of a file: documents parted by <c>---</c>, and lists of objects.</summary>
internal static class KubernetesFile
{
    /// <summary>Says nothing about traffic.</summary>
    private static readonly string[] Bookkeeping =
    [
        "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields",
        "ownerReferences", "finalizers", "selfLink", "generateName", "labels", "clusterName",
    ];

    private static readonly string[] SilentAnnotations = ["kubectl.kubernetes.io/", "meta.helm.sh/", "helm.sh/", "argocd.argoproj.io/", "app.kubernetes.io/"];

    public static IReadOnlyList<KubernetesObject> Read(SourceFile file, ImportNotes notes)
    {
        notes.Begin(file.Name);
        var findings = new FileFindings(file.Name, ActorMesh.Hocon.Envoy.ReadingPurpose.Import);
        var roots = DocumentLoader.LoadAll(file.Text, findings) ?? [];
        foreach (var finding in findings.InOrder()) notes.Add(finding with { Code = ImportCode.Syntax });
        List<KubernetesObject> objects = [];
        foreach (var root in roots)
        {
            var at = new ImportPlace(file.Name, root.Position, "");
            if (root is MappingNode mapping) Add(mapping, at, notes, objects);
            else notes.Wrong(at, $"expected a Kubernetes object, found {root.Kind}");
        }

        return objects;
    }

    private static void Add(MappingNode mapping, ImportPlace at, ImportNotes notes, List<KubernetesObject> objects)
    {
        if (mapping.Find("kind") is { Value: ScalarNode { Text: "List" } })
        {
            new Fields(mapping, at with { Path = "List " }, notes).Ignore("apiVersion", "kind", "metadata", "items");
            if (mapping.Find("items") is not { Value: SequenceNode items }) return;
            foreach (var item in items.Items)
            {
                var place = at with { Position = item.Position };
                if (item is MappingNode inner && inner.Find("kind") is not { Value: ScalarNode { Text: "List" } }) Add(One(inner, place, notes), objects);
                else notes.Wrong(place, $"expected a Kubernetes object, found {(item is MappingNode ? "a list in a list" : item.Kind)}");
            }
        }
        else
        {
            Add(One(mapping, at, notes), objects);
        }
    }

    private static void Add(KubernetesObject? read, List<KubernetesObject> objects)
    {
        if (read is not null) objects.Add(read);
    }

    private static KubernetesObject? One(MappingNode mapping, ImportPlace at, ImportNotes notes)
    {
        var kind = TextOf(mapping, "kind");
        var name = mapping.Find("metadata") is { Value: MappingNode metadata } ? TextOf(metadata, "name") : null;
        if (kind is null || name is null)
        {
            notes.Wrong(at, $"this is no Kubernetes object: it has no {(kind is null ? "kind" : "metadata.name")}");
            return null;
        }

        var body = new Fields(mapping, at with { Path = $"{Shown(kind)}/{Shown(name)} " }, notes);
        body.Ignore("kind", "status");
        var version = body.Text("apiVersion") ?? "";
        var group = version.LastIndexOf('/') is var slash and >= 0 ? version[..slash] : "";
        return new KubernetesObject(group, kind, name, ReadMetadata(body), body);
    }

    /// <returns>The namespace.</returns>
    private static string? ReadMetadata(Fields body)
    {
        if (body.Object("metadata") is not { } metadata) return null;
        metadata.Ignore("name");
        metadata.Ignore(Bookkeeping);
        if (metadata.Object("annotations") is { } annotations)
            annotations.Ignore([.. annotations.Keys.Where(key => SilentAnnotations.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))]);
        return metadata.Text("namespace");
    }

    private static string? TextOf(MappingNode mapping, string key) => mapping.Find(key) is { Value: ScalarNode { IsNull: false } scalar } ? scalar.Text : null;

    private static string Shown(string text) => Quoted.Of(text).Trim('`');
}
