using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing.Writing;

/// <summary>
/// Writes a mesh file that reads and lints without errors. Values that foreign files allow and the language does not are left out, which is said.
/// </summary>
internal static class ReadableMesh
{
    private const int RoundsMax = 8;

    /// <param name="at">Where messages point that belong to no place of their own.</param>
    /// <returns>Null when the mesh cannot be written so that it reads.</returns>
    public static string? Write(MeshDraft mesh, ImportPlace at, ImportNotes notes)
    {
        for (var round = 0; round < RoundsMax && mesh.Services.Count > 0; round++)
        {
            var text = MeshText.Write(mesh);
            var errors = Errors(text);
            if (errors.Count == 0) return text;
            var removed = new HashSet<string>(StringComparer.Ordinal);
            foreach (var error in errors)
            {
                var what = Remove(mesh, error.Path);
                if (what is not null && removed.Add(what)) notes.NotCarried(at with { Path = error.Path }, $"{error.Message}; {what} is left out");
            }

            if (removed.Count == 0) return null;
        }

        return null;
    }

    private static List<Diagnostic> Errors(string text)
    {
        var reading = MeshReader.Read(new SourceFile("mesh.conf", text));
        var findings = reading.Mesh is { } read ? reading.Diagnostics.Concat(MeshFindings.Of(read)) : reading.Diagnostics;
        return [.. findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)];
    }

    /// <returns>What was taken away; null when there was nothing to take.</returns>
    private static string? Remove(MeshDraft mesh, string path)
    {
        var keys = path.Split('.').Select(key => key.Split('[')[0]).ToArray();
        if (keys is not ["services", var name, ..] || mesh.Find(name) is not { } service)
            return keys is ["mesh", "defaults", .. var inDefaults] ? RemoveFrom(mesh.Defaults, inDefaults, "mesh.defaults") : null;
        var place = $"services.{name}";
        switch (keys[2..])
        {
            case ["routes", var route, .. var rest]:
                return RemoveFromRoute(service, route, rest, place);
            case ["expose", ..] when service.Exposure is not null:
                service.Exposure = null;
                return $"{place}.expose";
            case ["endpoints" or "versions", ..] when service.Endpoints.Count + service.Versions.Count > 0:
                service.Endpoints.Clear();
                service.Versions.Clear();
                foreach (var split in service.Routes) split.Split.Clear();
                return $"{place}.endpoints";
            case ["calls", ..] when service.Calls.Count > 0:
                service.Calls.Clear();
                return $"{place}.calls";
            case ["app-port", ..] when service.AppPort is not null:
                service.AppPort = null;
                return $"{place}.app-port";
            case [_, ..] policy when RemoveFrom(service.Policies, policy, place) is { } removed:
                return removed;
            default:
                mesh.Remove(service);
                return place;
        }
    }

    private static string? RemoveFromRoute(ServiceDraft service, string name, string[] keys, string place)
    {
        var index = RouteNames.Of(service).ToList().IndexOf(name);
        if (index < 0) return null;
        var route = service.Routes[index];
        // Without a condition more would match, and without a split or an answer requests would go elsewhere.
        if (keys is not (["match" or "split" or "redirect" or "rewrite" or "respond", ..] or []) && RemoveFrom(route.Body, keys, $"{place}.routes.{name}") is { } removed) return removed;
        if (keys is ["respond", "body", ..]) return RemoveFrom(route.Body, keys, $"{place}.routes.{name}");
        service.Routes.RemoveAt(index);
        return $"{place}.routes.{name}";
    }

    /// <summary>Removes the value, or the section in which it is lost.</summary>
    private static string? RemoveFrom(DraftObject section, string[] keys, string place)
    {
        var at = place;
        foreach (var (index, key) in keys.Index())
        {
            var value = section.Find(key);
            if (value is null) return null;
            at = $"{at}.{key}";
            var isLast = index == keys.Length - 1 || value is not DraftObject inner || inner.Find(keys[index + 1]) is null;
            if (!isLast)
            {
                section = (DraftObject)value;
                continue;
            }

            section.Remove(key);
            return at;
        }

        return null;
    }
}
