using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.References;

/// <summary>No route uses a version.</summary>
internal sealed class AM0206UnusedVersion() : MeshRule("AM0206", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "no route uses a version",
        checks: "Every version is named by a split or a mirror of the service.",
        why: "After a canary has ended its version stays in the file. The next one who reads it believes that the split is still "
            + "there.",
        fix: "Remove the version, or split to it.") with
    {
        Scene = "12 Design canvas",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                endpoints = [{ address = "orders-1:8081", labels { version = v1 } }]
                versions { v1 = "version=v1" }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                endpoints = [{ address = "orders-1:8081", labels { version = v1 } }]
                versions { v1 = "version=v1" }
                routes.all { match { path-prefix = "/" }, split { v1 = 100% } }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var service in view.Services)
        {
            if (service.Versions.Count == 0) continue;
            var used = service.Routes
                .SelectMany(route => route.Split.Select(share => share.Version).Append(route.Mirror?.Version.Value ?? ""))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var version in service.Versions)
            {
                if (used.Contains(version.Name)) continue;
                yield return At(
                    version.Span,
                    $"{service.Path}.versions.{version.Name}",
                    $"no route of {service.Name} splits or mirrors to {version.Name}",
                    "remove it, or name it in a split");
            }
        }
    }
}
