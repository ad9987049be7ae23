using System.Globalization;
using System.Text;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Mutations;

/// <summary>The command operators that header values may use. Names and meanings are those of Envoy's access log operators.</summary>
internal static class TemplateOperators
{
    private const string Known =
        "REQ, DOWNSTREAM_REMOTE_ADDRESS, DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT, DOWNSTREAM_LOCAL_ADDRESS, "
        + "PROTOCOL, START_TIME, UPSTREAM_HOST, RESPONSE_CODE and HOSTNAME";

    /// <param name="text">What stands between the percent signs.</param>
    /// <param name="hostName">What HOSTNAME stands for.</param>
    /// <exception cref="FormatException">The operator is not known or has wrong arguments.</exception>
    public static TemplatePart Parse(string text, string hostName)
    {
        if (text.StartsWith("REQ(", StringComparison.Ordinal)) return Request(text);
        return text switch
        {
            "DOWNSTREAM_REMOTE_ADDRESS" => new FactPart(TemplateFact.ClientAddressAndPort),
            "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT" => new FactPart(TemplateFact.ClientAddress),
            "DOWNSTREAM_LOCAL_ADDRESS" => new FactPart(TemplateFact.LocalAddressAndPort),
            "PROTOCOL" => new FactPart(TemplateFact.Protocol),
            "START_TIME" => new FactPart(TemplateFact.StartTime),
            "UPSTREAM_HOST" => new FactPart(TemplateFact.UpstreamHost),
            "RESPONSE_CODE" => new FactPart(TemplateFact.ResponseCode),
            "HOSTNAME" => new LiteralPart(Encoding.UTF8.GetBytes(hostName)),
            _ => throw new FormatException($"%{text}% is not an operator that is supported here; there are {Known}"),
        };
    }

    private static RequestPart Request(string text)
    {
        var close = text.IndexOf(')', StringComparison.Ordinal);
        if (close < 0) throw new FormatException($"%{text}% lacks its closing parenthesis");
        var lengthMax = int.MaxValue;
        var rest = text[(close + 1)..];
        if (rest.Length > 0 && (rest[0] != ':' || !int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out lengthMax)))
            throw new FormatException($"%{text}%: expected :length behind the parenthesis");
        var names = text["REQ(".Length..close].Split('?');
        if (names.Length > 2 || Array.Exists(names, name => name.Length == 0))
            throw new FormatException($"%{text}%: expected a header name, or name?alternative");
        return new RequestPart(Source(names[0]), names.Length == 2 ? Source(names[1]) : null, lengthMax);
    }

    private static HeaderSource Source(string name)
    {
        var source = new HeaderSource(name);
        return source.IsUnknownPseudoHeader
            ? throw new FormatException($"{name} is not a part of a request; there are :method, :authority, :path and :scheme")
            : source;
    }
}
