using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing;

/// <summary>Says that the files do not tell who calls whom, which a mesh file has to.</summary>
internal static class CallGraphNote
{
    public static void Write(MeshDraft mesh, ImportPlace at, ImportNotes notes)
    {
        // Calls of a service that went up in another one lead nowhere.
        foreach (var service in mesh.Services) service.Calls.RemoveAll(callee => mesh.Find(callee) is null);
        if (mesh.Services.Count < 2 && mesh.Services.All(service => service.Exposure is not null)) return;
        var known = mesh.Services.Sum(service => service.Calls.Count);
        var what = known == 0
            ? "Who calls whom does not stand in the files that were read."
            : "Calls that stand here were seen in rules of authorization; there may be more.";
        mesh.Head.Add($"{what} Give each caller its `calls = [...]`: who is not listed there is not reached.");
        notes.Approximated(
            at with { Path = "" },
            known == 0 ? "who calls whom is not in these files" : "only those calls are in these files that rules of authorization name",
            "give each caller its `calls = [...]`");
    }
}
