using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>Matchers of things that have a name: query parameters and cookies.</summary>
internal static class NamedMatcherCheck
{
    public static void Run(QueryParameterMatcher matcher, CheckContext context) =>
        context.Require(matcher, QueryParameterMatcher.NameFieldNumber);

    public static void Run(CookieMatcher matcher, CheckContext context)
    {
        context.Require(matcher, CookieMatcher.NameFieldNumber);
        context.Require(matcher, CookieMatcher.StringMatchFieldNumber);
    }
}
