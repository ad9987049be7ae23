using ActorMesh.Hocon.Reading;
using System.Net;

namespace ActorMesh.Hocon.Findings.Endpoints;

/// <summary>An endpoint is on loopback.</summary>
internal sealed class AM0701LoopbackAddress() : MeshRule("AM0701", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "an endpoint is on loopback",
        checks: "No endpoint is localhost, 127.0.0.0/8 or ::1.",
        why: "On every machine this address is the machine itself. It works on the laptop where all runs side by side; in production "
            + "each caller calls itself.",
        fix: "Write the name or address under which other machines reach it. For one machine nothing needs to be written: actormesh up "
            + "chooses addresses.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["127.0.0.1:8083"]
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083"]
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        from endpoint in service.Endpoints
        where IsLoopback(endpoint.Host)
        select At(
            endpoint.Span,
            $"{service.Path}.endpoints",
            $"{endpoint.Host} is the caller's own machine, wherever it runs",
            "write the name under which other machines reach it");

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
