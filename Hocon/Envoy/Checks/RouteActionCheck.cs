using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Kind = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.ClusterSpecifierOneofCase;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class RouteActionCheck
{
    public static void Run(RouteAction action, CheckContext context)
    {
        if (context.RequireOneOf(action, RouteAction.ClusterFieldNumber) && action.ClusterSpecifierCase is Kind.Cluster or Kind.ClusterHeader)
            context.Require(action, (int)action.ClusterSpecifierCase);
        HeaderName(action, RouteAction.ClusterHeaderFieldNumber, action.ClusterHeader, context);
        HeaderName(action, RouteAction.HostRewriteHeaderFieldNumber, action.HostRewriteHeader, context);

        if (action.PrefixRewrite.Length > 0 && action.RegexRewrite is not null)
            context.Error(
                action, RouteAction.RegexRewriteFieldNumber,
                "prefix_rewrite and regex_rewrite cannot both rewrite the path",
                "remove one of the two");
        Value(action, RouteAction.PrefixRewriteFieldNumber, action.PrefixRewrite, context);
        Value(action, RouteAction.HostRewriteLiteralFieldNumber, action.HostRewriteLiteral, context);
        Upgrades(action, context);
    }

    private static void HeaderName(RouteAction action, int field, string name, CheckContext context)
    {
        // Pseudo-headers are welcome: :authority as the name of the cluster is a common pattern.
        if (name.Length > 0 && !HeaderSyntax.IsName(name.TrimStart(':')))
            context.Error(action, field, $"{Quoted.Of(name)} is not a header name");
    }

    private static void Value(RouteAction action, int field, string value, CheckContext context)
    {
        if (!HeaderSyntax.IsValue(value)) context.Error(action, field, "a rewrite may not hold a line break or NUL");
    }

    private static void Upgrades(RouteAction action, CheckContext context)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var upgrade in action.UpgradeConfigs)
        {
            if (!context.Require(upgrade, RouteAction.Types.UpgradeConfig.UpgradeTypeFieldNumber)) continue;
            if (!seen.Add(upgrade.UpgradeType))
                context.Error(
                    upgrade, RouteAction.Types.UpgradeConfig.UpgradeTypeFieldNumber,
                    $"the upgrade {Quoted.Of(upgrade.UpgradeType)} is configured twice");
        }
    }
}
