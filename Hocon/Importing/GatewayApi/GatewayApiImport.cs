using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing.GatewayApi;

/// <summary>Makes one mesh of the Gateway API objects of some files.</summary>
public static class GatewayApiImport
{
    /// <returns>Always a result: no text makes this throw.</returns>
    public static ImportReading Read(IReadOnlyList<SourceFile> files)
    {
        var notes = new ImportNotes();
        var objects = files.SelectMany(file => KubernetesFile.Read(file, notes)).ToList();
        if (objects.Count == 0) return new ImportReading(null, notes.InOrder());
        var mesh = new MeshDraft();
        var hosts = new HostTable(mesh, notes);
        hosts.SetHome(objects.Find(source => source.Kind is "Service" or "HTTPRoute" or "GRPCRoute")?.Namespace);
        ReadAll(objects, hosts, mesh, notes);
        CallGraphNote.Write(mesh, objects[0].At, notes);
        var text = ReadableMesh.Write(mesh, objects[0].At, notes);
        return new ImportReading(text, notes.InOrder());
    }

    private static void ReadAll(List<KubernetesObject> objects, HostTable hosts, MeshDraft mesh, ImportNotes notes)
    {
        var services = new KubernetesServices(hosts, notes);
        var versions = new VersionTable(mesh, notes) { FindByLabels = services.FindPart };
        var gateways = new GatewayListeners(hosts, notes);
        var rules = new RuleCollection(new RouteAttachment(versions, notes));
        var routes = new RouteReader(hosts, gateways, rules, notes);
        var readers = new Dictionary<string, Action<KubernetesObject>>(StringComparer.Ordinal)
        {
            ["Service"] = services.Read,
            ["Gateway"] = gateways.Read,
            ["GatewayClass"] = source => source.Body.Ignore("spec"),
            ["HTTPRoute"] = routes.Read,
            ["GRPCRoute"] = routes.Read,
            ["XBackendTrafficPolicy"] = new BackendTrafficPolicyReader(hosts, notes).Read,
        };
        foreach (var (kind, read) in readers)
        foreach (var source in objects.Where(source => source.Kind == kind))
            read(source);
        foreach (var source in objects.Where(source => !readers.ContainsKey(source.Kind))) LeftOutKinds.Report(source, notes);
        rules.Attach();
        versions.Settle();
        hosts.GivePorts();
    }
}
