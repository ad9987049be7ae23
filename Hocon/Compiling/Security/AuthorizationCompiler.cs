using System.Globalization;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using HttpRbac = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.RBAC;
using NetworkRbac = ActorMesh.Runtime.Contracts.Envoy.NetworkFilters.RBAC;
using Rules = ActorMesh.Runtime.Contracts.Envoy.Authorization.RBAC;

namespace ActorMesh.Hocon.Compiling.Security;

/// <summary>Compiles who may send what to a workload: what is denied, and after it what is allowed.</summary>
internal static class AuthorizationCompiler
{
    private const int NoPort = 0;

    /// <summary>Fits whoever proved nothing: where that is let in too, nobody escapes a rule that denies by leaving its certificate at home.</summary>
    private static Principal Nobody => new() { NotId = new Principal { Authenticated = new Principal.Types.Authenticated() } };

    /// <returns>Null when nothing is denied by a rule.</returns>
    public static HttpRbac? Denied(ServiceMesh mesh, Service service, PolicySet policies) =>
        Rules(mesh, service, policies.Authorization.DenyRules, "deny", who => policies.Mtls.Mode.Value == MtlsMode.Permissive ? who.Append(Nobody) : who) is { Count: > 0 } denied
            ? new HttpRbac { Rules = new Rules { Action = RBAC.Types.Action.Deny, Policies = { denied } } }
            : null;

    /// <returns>Null when everybody may do everything that is not denied by a rule.</returns>
    public static HttpRbac? Allowed(ServiceMesh mesh, Service service, PolicySet policies) => policies.Authorization.Default.Value switch
    {
        AuthorizationDefault.Allow => null,
        AuthorizationDefault.Audit => new HttpRbac { ShadowRules = AllowRules(mesh, service, policies.Authorization) },
        _ => IsUnsecured(policies) ? null : new HttpRbac { Rules = AllowRules(mesh, service, policies.Authorization) },
    };

    /// <summary>The same for bytes that pass unread. What is said of requests fits none where it allows, and is not asked where it denies.</summary>
    public static IEnumerable<NetworkRbac> Tcp(ServiceMesh mesh, Service service)
    {
        var authorization = service.Policies.Authorization;
        // A rule that fits nobody still stands in the list: without any, those that call the service would be let in.
        var policies = service.Policies with
        {
            Authorization = authorization with
            {
                Rules = [.. authorization.Rules.Select(rule => rule.FitsEveryRequest ? rule : rule with { Ports = [NoPort] })],
                DenyRules = [.. authorization.DenyRules.Select(rule => rule with { Methods = [], Paths = [], Hosts = [] })],
            },
        };
        return new[] { Denied(mesh, service, policies), Allowed(mesh, service, policies) }.OfType<HttpRbac>()
            .Select(http => new NetworkRbac { Rules = http.Rules, ShadowRules = http.ShadowRules, StatPrefix = "inbound" });
    }

    // Without mTLS nobody can be told apart. Who turned it off and wrote no rules did not mean to lock everybody out.
    private static bool IsUnsecured(PolicySet policies) =>
        policies.Mtls.Mode.Value == MtlsMode.Off && policies.Authorization is { AllowFrom.Value: null, Rules.Count: 0, Default.IsWritten: false };

    private static Rules AllowRules(ServiceMesh mesh, Service service, AuthorizationPolicy policy)
    {
        var rules = new Rules { Action = RBAC.Types.Action.Allow };
        var callers = AllowedCallers.Of(mesh, service, policy);
        if (callers.Count > 0) rules.Policies["callers"] = new Policy { Permissions = { new Permission { Any = true } }, Principals = { Principals(mesh, service, callers) } };
        rules.Policies.Add(Rules(mesh, service, policy.Rules, "rule", who => who));
        return rules;
    }

    /// <summary>By name, which has the rule's place in the file, from 1.</summary>
    private static Dictionary<string, Policy> Rules(
        ServiceMesh mesh, Service service, IReadOnlyList<AuthorizationRule> rules, string name, Func<IEnumerable<Principal>, IEnumerable<Principal>> widen) => rules.Index()
        .Where(one => one.Item.IsAbout(service))
        .ToDictionary(
            one => string.Create(CultureInfo.InvariantCulture, $"{name}-{one.Index + 1}"),
            one => new Policy { Permissions = { RulePermissions.Of(one.Item) }, Principals = { widen(Principals(mesh, service, one.Item.From)) } },
            StringComparer.Ordinal);

    private static IEnumerable<Principal> Principals(ServiceMesh mesh, Service service, IReadOnlyList<string> workloads) => workloads.Count == 0
        ? [new Principal { Any = true }]
        : workloads.Select(workload => new Principal
        {
            Authenticated = new Principal.Types.Authenticated { PrincipalName = new StringMatcher { Exact = SpiffeNames.OfCaller(mesh, workload, service.Name) } },
        });
}
