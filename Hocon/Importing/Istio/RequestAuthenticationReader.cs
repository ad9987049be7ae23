using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Kubernetes;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads RequestAuthentication: whose tokens are good. To be read before AuthorizationPolicy, which says who has to carry one.</summary>
internal sealed class RequestAuthenticationReader(TargetSelection targets, ImportNotes notes)
{
    public void Read(KubernetesObject source)
    {
        if (source.Spec is not { } spec) return;
        var services = targets.Of(spec, source, out _);
        foreach (var (index, rule) in spec.Objects("jwtRules").Index())
        {
            if (index == 0) Apply(rule, services);
            else
            {
                rule.Ignore([.. rule.Keys]);
                notes.NotCarried(rule.Here, "a service takes tokens of one issuer; those of this one are refused", "write routes with an authz.jwt-issuer of their own");
            }
        }
    }

    private void Apply(Fields rule, IReadOnlyList<ServiceDraft> services)
    {
        if (rule.Text("issuer") is not { Length: > 0 } issuer) return;
        notes.Approximated(rule.Here, "every request must carry a token here; Istio lets those without one pass where no rule asks for requestPrincipals");
        var audiences = rule.Texts("audiences");
        if (audiences.Count > 1) notes.NotCarried(rule.At("audiences"), $"a token is for one audience; here it is {Reading.Quoted.Of(audiences[0])}");
        var keys = rule.Text("jwksUri") ?? rule.Text("jwks_uri");
        rule.Drop("jwks", "keys do not stand in a mesh file", "put them into a file, and name it in authz.jwt-keys");
        foreach (var key in (string[])["fromHeaders", "fromParams", "fromCookies"]) rule.Drop(key, "a token is taken from `Authorization: Bearer` and from nowhere else");
        foreach (var key in (string[])["outputPayloadToHeader", "outputClaimToHeaders"]) rule.Drop(key, "the application gets the token itself");
        if (rule.Truth("forwardOriginalToken") != true) notes.Approximated(rule.At("forwardOriginalToken"), "the application gets the token; Istio takes it out");
        rule.Ignore("timeout");
        foreach (var service in services)
        {
            service.Policies.Set("authz.jwt-issuer", new DraftText(issuer));
            if (audiences.Count > 0) service.Policies.Set("authz.jwt-audience", new DraftText(audiences[0]));
            if (keys is not null) service.Policies.Set("authz.jwt-keys", new DraftText(keys));
        }
    }
}
