using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>A private key stands in the mesh file.</summary>
internal sealed class AM0505KeyInFile() : MeshRule("AM0505", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "a private key stands in the mesh file",
        checks: "expose.tls-key names a file. No value of the mesh file is a PEM text.",
        why: "The mesh file is reviewed, diffed, logged and kept for ever. A key in it is a key that is known.",
        fix: "Write the name of a file that only the sidecar may read, and replace the key: it is known now.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081
                expose { path-prefix = "/", tls-cert = "certs/orders.pem", tls-key = "-----BEGIN PRIVATE KEY----- MIIB..." }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders {
                port = 8081
                expose { path-prefix = "/", tls-cert = "certs/orders.pem", tls-key = "certs/orders.key" }
              }
            }
            """,
    };

    private const string PemBegin = "-----BEGIN";

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        where service.Exposure is not null
        let key = service.Exposure!.TlsKey
        where key.Value is not null && key.Value.Contains(PemBegin, StringComparison.Ordinal)
        select At(
            key.Origin,
            $"{service.Path}.expose.tls-key",
            "the private key itself stands here; whoever can read the mesh file has it",
            $"write tls-key = \"certs/{service.Name}.key\" and use a new key");
}
