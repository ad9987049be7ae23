using System.Globalization;
using System.Text;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Code = ActorMesh.Runtime.Contracts.Envoy.Routes.RedirectAction.Types.RedirectResponseCode;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles the answers that the proxy gives by itself.</summary>
internal static class ReplyCompiler
{
    public static RedirectReply Redirect(RedirectAction source, PathMatcher matcher, ResourcePath path)
    {
        var status = source.ResponseCode switch
        {
            Code.MovedPermanently => 301,
            Code.Found => 302,
            Code.SeeOther => 303,
            Code.TemporaryRedirect => 307,
            Code.PermanentRedirect => 308,
            _ => throw path.Field("response_code").Refuse($"{(int)source.ResponseCode} is not a redirect code"),
        };
        if (source.PortRedirect > ushort.MaxValue)
            throw path.Field("port_redirect").Refuse($"{source.PortRedirect} is not a port; ports go up to 65535");
        return new RedirectReply(matcher, status)
        {
            Scheme = source.HttpsRedirect
                ? "https"u8.ToArray()
                : Visible(source.SchemeRedirect.ToLowerInvariant(), path.Field("scheme_redirect")),
            Host = ForwardCompiler.LiteralHost(source.HostRedirect, path.Field("host_redirect")),
            Port = source.PortRedirect == 0
                ? null
                : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $":{source.PortRedirect}")),
            FixedPath = FixedPath(source.PathRedirect, path.Field("path_redirect")),
            Rewrite = PathRewriteCompiler.Compile(source.PrefixRewrite, source.RegexRewrite, path),
            StripQuery = source.StripQuery,
        };
    }

    public static DirectReply Direct(DirectResponseAction source, RouteCompilation table, ResourcePath path)
    {
        if (source.Status is < 200 or > 599) throw path.Field("status").Refuse($"{source.Status} is not a final status; expected 200..599");
        var body = Body(source.Body, table.Options, path.Field("body"));
        if (body.Length > table.DirectBodyBytesMax)
            throw path.Field("body").Refuse(
                $"has {body.Length} bytes; up to {table.DirectBodyBytesMax} are allowed (max_direct_response_body_size_bytes)");
        return new DirectReply((int)source.Status, body);
    }

    private static byte[] Body(DataSource? source, RouteTableOptions options, ResourcePath path)
    {
        switch (source?.SpecifierCase)
        {
            case DataSource.SpecifierOneofCase.InlineString: return Encoding.UTF8.GetBytes(source.InlineString);
            case DataSource.SpecifierOneofCase.InlineBytes: return source.InlineBytes.ToByteArray();
            case DataSource.SpecifierOneofCase.EnvironmentVariable:
                var variable = options.ReadVariable(source.EnvironmentVariable)
                    ?? throw path.Field("environment_variable").Refuse($"{source.EnvironmentVariable} is not set");
                return Encoding.UTF8.GetBytes(variable);
            case DataSource.SpecifierOneofCase.Filename: return File(source.Filename, options, path.Field("filename"));
            default: return [];
        }
    }

    private static byte[] File(string name, RouteTableOptions options, ResourcePath path)
    {
        try
        {
            return options.ReadFile(name);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw path.Refuse($"\"{name}\" cannot be read: {failed.Message}");
        }
    }

    private static byte[]? FixedPath(string text, ResourcePath path) =>
        text.Length == 0 || text.StartsWith('/') ? Visible(text, path) : throw path.Refuse($"\"{text}\" does not start with /");

    private static byte[]? Visible(string text, ResourcePath path)
    {
        if (text.Length == 0) return null;
        return HeaderSyntax.IsVisible(text)
            ? Encoding.UTF8.GetBytes(text)
            : throw path.Refuse($"\"{text}\" has a character that no URL may have");
    }
}
