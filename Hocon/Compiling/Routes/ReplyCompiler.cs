using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Code = ActorMesh.Runtime.Contracts.Envoy.Routes.RedirectAction.Types.RedirectResponseCode;
using XdsMatch = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteMatch;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>Compiles what the proxy answers by itself.</summary>
internal static class ReplyCompiler
{
    public static RedirectAction Redirect(Redirect redirect, XdsMatch match)
    {
        var action = new RedirectAction
        {
            HostRedirect = redirect.Host.Value ?? "",
            PortRedirect = (uint)(redirect.Port.Value ?? 0),
            ResponseCode = redirect.Status.Value switch
            {
                302 => Code.Found,
                303 => Code.SeeOther,
                307 => Code.TemporaryRedirect,
                308 => Code.PermanentRedirect,
                _ => Code.MovedPermanently,
            },
        };
        if (redirect.Scheme.Value is { } scheme) action.SchemeRedirect = scheme;
        if (redirect.Path.Value is { } path) action.PathRedirect = path;
        else if (redirect.PathPrefix.Value is { } prefix) Rewrite(action, PathChange.Of(match, prefix));
        return action;
    }

    public static DirectResponseAction Direct(int status, string body)
    {
        var action = new DirectResponseAction { Status = (uint)status };
        if (body.Length > 0) action.Body = new DataSource { InlineString = body };
        return action;
    }

    private static void Rewrite(RedirectAction action, PathChange change)
    {
        if (change.Regex is { } regex) action.RegexRewrite = regex;
        else action.PrefixRewrite = change.Prefix;
    }
}
