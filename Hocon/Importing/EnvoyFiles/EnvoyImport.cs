using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Makes one mesh of Envoy bootstraps, each of which is one workload's.</summary>
public static class EnvoyImport
{
    /// <returns>Always a result: no text makes this throw.</returns>
    public static ImportReading Read(IReadOnlyList<SourceFile> files)
    {
        var notes = new ImportNotes();
        var mesh = new MeshDraft();
        var read = files.Select(file => Read(file, notes)).OfType<EnvoyFile>().ToList();
        if (read.Count == 0) return new ImportReading(null, notes.InOrder());
        var isOwn = read.TrueForAll(file => file.OwnMesh is not null);
        if (!isOwn)
        {
            mesh.DefaultsComment = EnvoyDefaults.Comment;
            EnvoyDefaults.Write(mesh.Defaults);
        }

        var versions = new VersionTable(mesh, notes);
        foreach (var file in read)
        {
            new BootstrapTranslation(file, mesh, versions).Run();
            new UncarriedFields(file).Report();
        }

        versions.Settle();
        if (mesh.Services.Count == 0) return new ImportReading(null, notes.InOrder());
        Finish(mesh, isOwn);
        if (!isOwn && mesh.Services.All(service => service.Calls.Count == 0)) CallGraphNote.Write(mesh, read[0].Start, notes);
        var text = ReadableMesh.Write(mesh, read[0].Start, notes);
        return new ImportReading(text, notes.InOrder());
    }

    private static EnvoyFile? Read(SourceFile file, ImportNotes notes)
    {
        notes.Begin(file.Name);
        var read = BootstrapReader.ReadForImport(file.Text, file.Name);
        foreach (var diagnostic in read.Diagnostics) notes.Add(diagnostic with { Code = diagnostic.Code ?? ImportCode.Syntax });
        return read.Bootstrap is null ? null : new EnvoyFile(file.Name, read.Bootstrap, read.Places, notes);
    }

    private static void Finish(MeshDraft mesh, bool isOwn)
    {
        foreach (var service in mesh.Services)
        {
            SharedByRoutes.Lift(service);
            // Of a service that nobody calls in these files, they do not say how it is called.
            if (!isOwn || !service.IsSeenByCaller) continue;
            var unsaid = new DraftObject();
            EnvoyDefaults.WriteOfCallers(unsaid);
            // Only these two spare new replicas.
            if (service.Policies.At("load-balancer.policy") is not DraftWord { Word: "p2c" or "round-robin" }) (unsaid.Find("load-balancer") as DraftObject)?.Remove("slow-start");
            service.Policies.FillFrom(unsaid);
        }

        GivePorts(mesh);
    }

    private static void GivePorts(MeshDraft mesh)
    {
        foreach (var service in mesh.Services.Where(service => service.Port is null))
        {
            if (service.Endpoints is [var endpoint, ..]) service.Port = endpoint.Port;
            else service.GuessPort();
        }

        foreach (var service in mesh.Services)
        {
            service.Calls.RemoveAll(callee => mesh.Find(callee) is null);
            // The one DNS name that is the service's own goes without saying.
            if (service.Endpoints is [{ Labels.Count: 0, Zone: null } only] && only.Address == $"{service.Name}:{service.Port}") service.Endpoints.Clear();
        }
    }
}
