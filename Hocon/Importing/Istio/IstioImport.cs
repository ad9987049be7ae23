using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Makes one mesh of the Istio objects of some files.</summary>
public static class IstioImport
{
    /// <returns>Always a result: no text makes this throw.</returns>
    public static ImportReading Read(IReadOnlyList<SourceFile> files)
    {
        var notes = new ImportNotes();
        var objects = files.SelectMany(file => KubernetesFile.Read(file, notes)).ToList();
        if (objects.Count == 0) return new ImportReading(null, notes.InOrder());
        var mesh = new MeshDraft { DefaultsComment = IstioDefaults.Comment };
        IstioDefaults.Write(mesh.Defaults);
        var hosts = new HostTable(mesh, notes);
        hosts.SetHome(objects.Find(source => source.Kind is "Service" or "VirtualService")?.Namespace);
        ReadAll(objects, hosts, mesh, notes);
        CallGraphNote.Write(mesh, objects[0].At, notes);
        var text = ReadableMesh.Write(mesh, objects[0].At, notes);
        return new ImportReading(text, notes.InOrder());
    }

    // What declares comes before what refers to it, whatever the order of the files.
    private static void ReadAll(List<KubernetesObject> objects, HostTable hosts, MeshDraft mesh, ImportNotes notes)
    {
        var services = new KubernetesServices(hosts, notes);
        var versions = new VersionTable(mesh, notes) { FindByLabels = services.FindPart };
        var attachment = new RouteAttachment(versions, notes);
        var gateways = new IstioGateways(hosts, notes);
        var targets = new TargetSelection(hosts, services, notes);
        var readers = new Dictionary<string, Action<KubernetesObject>>(StringComparer.Ordinal)
        {
            ["Service"] = services.Read,
            ["ServiceEntry"] = new ServiceEntryReader(hosts, notes).Read,
            ["Gateway"] = gateways.Read,
            ["DestinationRule"] = new DestinationRuleReader(hosts, versions, notes).Read,
            ["VirtualService"] = new VirtualServiceReader(hosts, gateways, attachment, notes).Read,
            ["PeerAuthentication"] = source => new PeerAuthenticationReader(targets, notes).Read(source, mesh.Defaults),
            ["RequestAuthentication"] = new RequestAuthenticationReader(targets, notes).Read,
            ["AuthorizationPolicy"] = new AuthorizationPolicyReader(hosts, targets, notes).Read,
        };
        foreach (var (kind, read) in readers)
        foreach (var source in objects.Where(source => source.Kind == kind))
            read(source);
        foreach (var source in objects.Where(source => !readers.ContainsKey(source.Kind))) LeftOutKinds.Report(source, notes);
        versions.Settle();
        hosts.GivePorts();
    }
}
