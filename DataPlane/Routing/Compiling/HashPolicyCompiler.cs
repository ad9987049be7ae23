using System.Globalization;
using System.Text;
using ActorMesh.DataPlane.Routing.Actions;
using Policy = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types.HashPolicy;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles the hash policies of a route.</summary>
internal static class HashPolicyCompiler
{
    public static HashPolicies? Compile(IReadOnlyList<Policy> sources, ResourcePath path)
    {
        if (sources.Count == 0) return null;
        if (sources.Count > HashPolicies.PoliciesMax)
            throw path.Field("hash_policy").Refuse($"has {sources.Count} entries; up to {HashPolicies.PoliciesMax} are allowed");
        return new HashPolicies([.. sources.Select((source, i) => One(source, path.Item("hash_policy", i)))]);
    }

    private static HashPolicy One(Policy source, ResourcePath path) => source.PolicySpecifierCase switch
    {
        Policy.PolicySpecifierOneofCase.Header => Header(source, path.Field("header")),
        Policy.PolicySpecifierOneofCase.Cookie => Cookie(source, path.Field("cookie")),
        Policy.PolicySpecifierOneofCase.ConnectionProperties => source.ConnectionProperties.SourceIp
            ? new SourceAddressHash(source.Terminal)
            : throw path.Field("connection_properties").Refuse("only source_ip: true has a meaning here"),
        Policy.PolicySpecifierOneofCase.QueryParameter => source.QueryParameter.Name.Length > 0
            ? new QueryParameterHash(source.QueryParameter.Name, source.Terminal)
            : throw path.Field("query_parameter").Field("name").Refuse("is missing"),
        _ => throw path.Refuse("says nothing; give header, cookie, connection_properties or query_parameter"),
    };

    private static HeaderHash Header(Policy source, ResourcePath path)
    {
        HeaderCompiler.Source(source.Header.HeaderName, path.Field("header_name"));
        var rewrite = source.Header.RegexRewrite is { } regex ? PatternCompiler.Replacement(regex, path.Field("regex_rewrite")) : null;
        return new HeaderHash(source.Header.HeaderName, rewrite, source.Terminal);
    }

    private static CookieHash Cookie(Policy source, ResourcePath path)
    {
        var cookie = source.Cookie;
        if (!HeaderSyntax.IsName(cookie.Name)) throw path.Field("name").Refuse($"\"{cookie.Name}\" is not a cookie name");
        if (cookie.Ttl is null) return new CookieHash(cookie.Name, null, source.Terminal);
        var attributes = new StringBuilder();
        if (cookie.Ttl.Seconds < 0) throw path.Field("ttl").Refuse("is negative");
        if (cookie.Ttl.Seconds > 0) attributes.Append(CultureInfo.InvariantCulture, $"; Max-Age={cookie.Ttl.Seconds}");
        if (cookie.Path.Length > 0) Append(attributes, "Path", cookie.Path, path.Field("path"));
        for (var i = 0; i < cookie.Attributes.Count; i++)
            Append(attributes, cookie.Attributes[i].Name, cookie.Attributes[i].Value, path.Item("attributes", i));
        attributes.Append("; HttpOnly");
        return new CookieHash(cookie.Name, attributes.ToString(), source.Terminal);
    }

    private static void Append(StringBuilder attributes, string name, string value, ResourcePath path)
    {
        if (!HeaderSyntax.IsName(name) || !HeaderSyntax.IsValue(value) || value.Contains(';'))
            throw path.Refuse($"\"{name}={value}\" cannot stand in a Set-Cookie header");
        attributes.Append("; ").Append(name);
        if (value.Length > 0) attributes.Append('=').Append(value);
    }
}
