using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Hocon.Compiling.Security;

/// <summary>A mesh where nobody proves who they are: without mTLS, and without rules about who may do what, which nobody could be told apart by.</summary>
public static class WithoutIdentity
{
    public static ServiceMesh Of(ServiceMesh mesh)
    {
        // What was shared stays shared: compilers compare by reference.
        var (mtls, rules) = (new Dictionary<MtlsPolicy, MtlsPolicy>(ReferenceEqualityComparer.Instance), new Dictionary<AuthorizationPolicy, AuthorizationPolicy>(ReferenceEqualityComparer.Instance));
        return mesh with
        {
            Defaults = Open(mesh.Defaults),
            Services = [.. mesh.Services.Select(service => service with
            {
                Policies = Open(service.Policies),
                Routes = [.. service.Routes.Select(route => route with { Policies = Open(route.Policies) })],
            })],
        };

        PolicySet Open(PolicySet policies)
        {
            if (!mtls.TryGetValue(policies.Mtls, out var off))
                mtls[policies.Mtls] = off = policies.Mtls with { Mode = policies.Mtls.Mode with { Value = MtlsMode.Off } };
            if (!rules.TryGetValue(policies.Authorization, out var open))
                rules[policies.Authorization] = open = policies.Authorization with { Default = policies.Authorization.Default with { Value = AuthorizationDefault.Allow } };
            return policies with { Mtls = off, Authorization = open };
        }
    }
}
