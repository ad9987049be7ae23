using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Policy = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types.HashPolicy;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class HashPolicyCheck
{
    public static void Run(Policy policy, CheckContext context)
    {
        context.RequireOneOf(policy, Policy.HeaderFieldNumber);
        if (policy.Header is { } header && context.Require(header, Policy.Types.Header.HeaderNameFieldNumber)
            && !HeaderSyntax.IsName(header.HeaderName.TrimStart(':')))
            context.Error(header, Policy.Types.Header.HeaderNameFieldNumber, $"{Quoted.Of(header.HeaderName)} is not a header name");
        if (policy.QueryParameter is { } parameter)
            context.Require(parameter, Policy.Types.QueryParameter.NameFieldNumber);
        if (policy.ConnectionProperties is { SourceIp: false } properties)
            context.Warning(
                properties, Policy.Types.ConnectionProperties.SourceIpFieldNumber,
                "this policy contributes nothing to the hash",
                "set source_ip: true");
        if (policy.Cookie is { } cookie) Check(cookie, context);
    }

    private static void Check(Policy.Types.Cookie cookie, CheckContext context)
    {
        // The proxy writes name, path and attributes into Set-Cookie, where a semicolon would start an attribute of its own.
        if (context.Require(cookie, Policy.Types.Cookie.NameFieldNumber) && !HeaderSyntax.IsName(cookie.Name))
            context.Error(cookie, Policy.Types.Cookie.NameFieldNumber, $"{Quoted.Of(cookie.Name)} is not a cookie name");
        if (!IsAttributeValue(cookie.Path))
            context.Error(cookie, Policy.Types.Cookie.PathFieldNumber, $"{Quoted.Of(cookie.Path)} is not a cookie path");
        foreach (var attribute in cookie.Attributes)
        {
            if (context.Require(attribute, Policy.Types.CookieAttribute.NameFieldNumber) && !HeaderSyntax.IsName(attribute.Name))
                context.Error(
                    attribute, Policy.Types.CookieAttribute.NameFieldNumber,
                    $"{Quoted.Of(attribute.Name)} is not a cookie attribute");
            if (!IsAttributeValue(attribute.Value))
                context.Error(
                    attribute, Policy.Types.CookieAttribute.ValueFieldNumber,
                    $"{Quoted.Of(attribute.Value)} is not a value of a cookie attribute");
        }
    }

    /// <remarks>Source: RFC 6265, section 4.1.1 (av-octet).</remarks>
    private static bool IsAttributeValue(string text) => text.All(c => c is >= ' ' and < '\u007f' and not ';');
}
