using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using HttpRbac = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.RBAC;
using NetworkRbac = ActorMesh.Runtime.Contracts.Envoy.NetworkFilters.RBAC;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles who may do what.</summary>
internal static class AccessCompiler
{
    public static AccessSettings Compile(HttpRbac source, ResourcePath path) => new(
        Rules(source.Rules, isHttp: true, path.Field("rules")),
        Rules(source.ShadowRules, isHttp: true, path.Field("shadow_rules")),
        source.RulesStatPrefix,
        source.ShadowRulesStatPrefix) { CountsPolicies = source.TrackPerRuleStats };

    public static AccessSettings Compile(NetworkRbac source, ResourcePath path) => new(
        Rules(source.Rules, isHttp: false, path.Field("rules")),
        Rules(source.ShadowRules, isHttp: false, path.Field("shadow_rules")),
        source.StatPrefix.Length > 0 ? source.StatPrefix : throw path.Field("stat_prefix").Refuse("is missing: the filter's statistics begin with it"),
        source.ShadowRulesStatPrefix);

    /// <summary>Whether what is allowed depends on the path.</summary>
    public static bool AsksForPath(HttpRbac source) => AsksForPath(source.Rules) || AsksForPath(source.ShadowRules);

    private static bool AsksForPath(RBAC? source) =>
        source?.Policies.Values.Any(policy => policy.Permissions.Any(AsksForPath) || policy.Principals.Any(AsksForPath)) == true;

    private static bool AsksForPath(Permission source) => source.RuleCase switch
    {
        Permission.RuleOneofCase.AndRules => source.AndRules.Rules.Any(AsksForPath),
        Permission.RuleOneofCase.OrRules => source.OrRules.Rules.Any(AsksForPath),
        Permission.RuleOneofCase.NotRule => AsksForPath(source.NotRule),
        Permission.RuleOneofCase.Header => source.Header.Name == ":path",
        _ => source.RuleCase == Permission.RuleOneofCase.UrlPath,
    };

    private static bool AsksForPath(Principal source) => source.IdentifierCase switch
    {
        Principal.IdentifierOneofCase.AndIds => source.AndIds.Ids.Any(AsksForPath),
        Principal.IdentifierOneofCase.OrIds => source.OrIds.Ids.Any(AsksForPath),
        Principal.IdentifierOneofCase.NotId => AsksForPath(source.NotId),
        Principal.IdentifierOneofCase.Header => source.Header.Name == ":path",
        _ => source.IdentifierCase == Principal.IdentifierOneofCase.UrlPath,
    };

    private static AccessRules? Rules(RBAC? source, bool isHttp, ResourcePath path)
    {
        if (source is null) return null;
        var action = source.Action switch
        {
            RBAC.Types.Action.Allow => AccessAction.Allow,
            RBAC.Types.Action.Deny => AccessAction.Deny,
            RBAC.Types.Action.Log => AccessAction.Log,
            _ => throw path.Field("action").Refuse($"{(int)source.Action} is not an action; there are ALLOW, DENY and LOG"),
        };
        return new AccessRules(action, source.Policies.Select(policy => Policy(policy.Key, policy.Value, isHttp, path.Field($"policies[\"{policy.Key}\"]"))));
    }

    private static AccessPolicy Policy(string name, Policy source, bool isHttp, ResourcePath path)
    {
        if (source.Permissions.Count == 0) throw path.Field("permissions").Refuse("is empty, so that nothing is allowed or denied by it; for everything say any: true");
        if (source.Principals.Count == 0) throw path.Field("principals").Refuse("is empty, so that it is about nobody; for everybody say any: true");
        return new AccessPolicy(
            name,
            AccessTests.Any([.. source.Permissions.Select((permission, i) => PermissionCompiler.Compile(permission, isHttp, path.Item("permissions", i)))]),
            AccessTests.Any([.. source.Principals.Select((principal, i) => PrincipalCompiler.Compile(principal, isHttp, path.Item("principals", i)))]));
    }
}
