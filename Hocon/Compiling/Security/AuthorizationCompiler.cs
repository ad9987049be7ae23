using System.Globalization;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using HttpRbac = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.RBAC;
using NetworkRbac = ActorMesh.Runtime.Contracts.Envoy.NetworkFilters.RBAC;
using Rules = ActorMesh.Runtime.Contracts.Envoy.Authorization.RBAC;

namespace ActorMesh.Hocon.Compiling.Security;

/// <summary>Compiles who may send what to a workload.</summary>
internal static class AuthorizationCompiler
{
    /// <returns>Null when everybody may do everything.</returns>
    public static HttpRbac? Http(ServiceMesh mesh, Service service, PolicySet policies) => policies.Authorization.Default.Value switch
    {
        AuthorizationDefault.Allow => null,
        AuthorizationDefault.Audit => new HttpRbac { ShadowRules = Allowed(mesh, service, policies.Authorization) },
        _ => IsUnsecured(policies) ? null : new HttpRbac { Rules = Allowed(mesh, service, policies.Authorization) },
    };

    /// <inheritdoc cref="Http"/>
    public static NetworkRbac? Tcp(ServiceMesh mesh, Service service)
    {
        if (Http(mesh, service, service.Policies) is not { } http) return null;
        return new NetworkRbac { Rules = http.Rules, ShadowRules = http.ShadowRules, StatPrefix = "inbound" };
    }

    // Without mTLS nobody can be told apart. Who turned it off and wrote no rules did not mean to lock everybody out.
    private static bool IsUnsecured(PolicySet policies) =>
        policies.Mtls.Mode.Value == MtlsMode.Off && policies.Authorization is { AllowFrom.Value: null, Rules.Count: 0, Default.IsWritten: false };

    private static Rules Allowed(ServiceMesh mesh, Service service, AuthorizationPolicy policy)
    {
        var rules = new Rules { Action = Rules.Types.Action.Allow };
        var callers = AllowedCallers.Of(mesh, service, policy);
        if (callers.Count > 0) rules.Policies["callers"] = new Policy { Permissions = { new Permission { Any = true } }, Principals = { Principals(mesh, callers) } };
        foreach (var (index, rule) in policy.Rules.Index())
            rules.Policies[string.Create(CultureInfo.InvariantCulture, $"rule-{index + 1}")] = new Policy
            {
                Permissions = { Permission(rule) },
                Principals = { Principals(mesh, rule.From) },
            };
        return rules;
    }

    private static IEnumerable<Principal> Principals(ServiceMesh mesh, IReadOnlyList<string> workloads) => workloads.Count == 0
        ? [new Principal { Any = true }]
        : workloads.Select(workload => new Principal
        {
            Authenticated = new Principal.Types.Authenticated { PrincipalName = new StringMatcher { Exact = SpiffeNames.Of(mesh, workload) } },
        });

    private static Permission Permission(AuthorizationRule rule)
    {
        var all = new List<Permission>();
        if (rule.Methods.Count > 0) all.Add(AnyOf(rule.Methods.Select(Method)));
        if (rule.Paths.Count > 0) all.Add(AnyOf(rule.Paths.Select(Path)));
        return all.Count switch
        {
            0 => new Permission { Any = true },
            1 => all[0],
            _ => new Permission { AndRules = new Permission.Types.Set { Rules = { all } } },
        };
    }

    private static Permission AnyOf(IEnumerable<Permission> choices)
    {
        var list = choices.ToList();
        return list.Count == 1 ? list[0] : new Permission { OrRules = new Permission.Types.Set { Rules = { list } } };
    }

    private static Permission Method(string method) =>
        new() { Header = new HeaderMatcher { Name = ":method", StringMatch = new StringMatcher { Exact = method } } };

    private static Permission Path(string path) => path is "*"
        ? new Permission { Any = true }
        : new Permission { UrlPath = new PathMatcher { Path = path.EndsWith('*') ? new StringMatcher { Prefix = path[..^1] } : new StringMatcher { Exact = path } } };
}
