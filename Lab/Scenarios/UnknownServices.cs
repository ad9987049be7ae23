using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary>Says that the mesh of a scenario has no service of a name.</summary>
internal static class UnknownServices
{
    public static void UnknownService(this SchemaCheck check, ServiceMesh mesh, SourceSpan span, string path, string name)
    {
        var known = mesh.Services.Select(service => service.Name).ToList();
        var hint = NearestName.Among(name, known) is { } near ? $"did you mean '{near}'?" : $"there is {string.Join(", ", known)}";
        check.Error(span, "AM0201", path, $"the mesh has no service {Shown.Of(name)}", hint);
    }
}
