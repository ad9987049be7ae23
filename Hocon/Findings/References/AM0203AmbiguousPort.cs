using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.References;

/// <summary>One port would mean two things.</summary>
internal sealed class AM0203AmbiguousPort() : MeshRule("AM0203", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "one port would mean two things",
        checks: "In each workload all ports differ: the one that callers dial, the one of the application, the entry for clients, the "
            + "sidecar's own, and those of the callees on localhost.",
        why: "The second listener cannot bind. Whether it is the sidecar or the application depends on which started first, so it "
            + "works on one machine and fails on the next.",
        fix: "Give one of the two another port.") with
    {
        Scene = "02 The sidecar",
        Failing = """
            mesh { name = shop }
            services {
              frontend { port = 8000, expose = { host = "*", port = 8000 } }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              frontend { port = 8080, expose = { host = "*", port = 8000 } }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        for (var i = 0; i < view.Services.Count; i++)
        {
            var service = view.Services[i];
            var taken = new Dictionary<int, WorkloadPort>();
            foreach (var port in WorkloadPort.Of(view.Mesh, service, [.. view.Graph.CalleesOf(i).Select(callee => view.Services[callee])]))
            {
                if (taken.TryAdd(port.Number, port)) continue;
                yield return At(
                    port.Place,
                    $"port {port.Number} of the workload {service.Name} would be both {taken[port.Number].Meaning} and {port.Meaning}",
                    "give one of the two another port");
            }
        }
    }
}
