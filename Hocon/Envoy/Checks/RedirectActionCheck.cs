using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class RedirectActionCheck
{
    private const uint PortMax = 65535;

    public static void Run(RedirectAction redirect, CheckContext context)
    {
        if (redirect.PortRedirect > PortMax)
            context.Error(redirect, RedirectAction.PortRedirectFieldNumber, $"the port {redirect.PortRedirect} is outside 0..{PortMax}");
        Value(redirect, RedirectAction.HostRedirectFieldNumber, redirect.HostRedirect, context);
        Value(redirect, RedirectAction.PathRedirectFieldNumber, redirect.PathRedirect, context);
        Value(redirect, RedirectAction.PrefixRewriteFieldNumber, redirect.PrefixRewrite, context);

        var scheme = redirect.SchemeRedirect;
        if (scheme.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')))
            context.Error(redirect, RedirectAction.SchemeRedirectFieldNumber, "this is not a scheme", "write http or https");
    }

    private static void Value(RedirectAction redirect, int field, string value, CheckContext context)
    {
        if (!HeaderSyntax.IsValue(value)) context.Error(redirect, field, "a redirect may not hold a line break or NUL");
    }
}
