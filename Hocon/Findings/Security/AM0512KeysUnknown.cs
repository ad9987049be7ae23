using ActorMesh.Hocon.Compiling.Filters;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>Tokens are asked for, and nobody knows by which keys they are signed, or could be sure of them.</summary>
internal sealed class AM0512KeysUnknown() : MeshRule("AM0512", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "nobody knows the keys of an issuer",
        checks: "Where authz.jwt-issuer is written, authz.jwt-keys is too, or the issuer is an http or https address, below which its keys are looked for. Keys that "
            + "are fetched by http from another machine are warned of.",
        why: "A token is good because of its signature. Without the issuer's public keys nobody can check one, and every request gets 401; with keys that came in "
            + "plain text, whoever sat in between could sign tokens of his own.",
        fix: "Write jwt-keys: a JWKS file, or an https address.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                authz { jwt-issuer = accounts }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                authz { jwt-issuer = accounts, jwt-keys = "https://id.example/keys.json" }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var policy = scope.Policies.Authorization;
            if (policy.JwtIssuer.Value is not { } issuer) continue;
            var place = Place.Closest(scope.PlaceOf("authz.jwt-keys"), scope.PlaceOf("authz.jwt-issuer"));
            if (TokenCompiler.KeysOf(policy) is not { } keys)
                yield return At(scope.PlaceOf("authz.jwt-issuer"), $"{issuer} is no address to fetch keys from, and jwt-keys is not written", "write jwt-keys: a JWKS file, or an https address");
            else if (Uri.TryCreate(keys, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: false })
                yield return At(place, $"the keys of {issuer} come in plain text, so that whoever is in between can sign tokens", "use an https address, or a file", DiagnosticSeverity.Warning);
        }
    }
}
