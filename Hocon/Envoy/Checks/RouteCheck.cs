using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class RouteCheck
{
    public static void Run(Route route, CheckContext context)
    {
        context.Require(route, Route.MatchFieldNumber, "match: { prefix: \"/\" } matches every request");
        context.RequireOneOf(route, Route.Route_FieldNumber);
        HeaderMutationCheck.Removals(route, Route.RequestHeadersToRemoveFieldNumber, route.RequestHeadersToRemove, context);
        HeaderMutationCheck.Removals(route, Route.ResponseHeadersToRemoveFieldNumber, route.ResponseHeadersToRemove, context);
    }
}
