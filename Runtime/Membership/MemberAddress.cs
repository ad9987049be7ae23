using System.Globalization;
using System.Net;

namespace ActorMesh.Runtime.Membership;

/// <summary>Where a member is found by the others.</summary>
/// <param name="Host">A name or an IP address, without brackets. Members know each other by it, letter by letter.</param>
/// <param name="Port">0 for any that is free: then nobody can have it as a seed.</param>
public sealed record MemberAddress(string Host, int Port)
{
    /// <summary>Where members find each other when nothing else is said.</summary>
    public const int DefaultPort = 25520;

    /// <param name="written"><c>host:port</c>, <c>host</c> or <c>[ipv6]:port</c>.</param>
    /// <exception cref="MemberException">It is none of these.</exception>
    public static MemberAddress Parse(string written)
    {
        var text = written.Trim();
        var colon = text.LastIndexOf(':');
        var isWithoutPort = colon < 0 || text.EndsWith(']') || (!text.StartsWith('[') && IPAddress.TryParse(text, out _));
        var host = isWithoutPort ? text : text[..colon];
        var port = DefaultPort;
        if (host.StartsWith('[') && host.EndsWith(']')) host = host[1..^1];
        else if (!isWithoutPort && host.Contains(':', StringComparison.Ordinal)) host = "";
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown
            || (!isWithoutPort && !(int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort)))
            throw new MemberException($"'{written}' is no address of a control node; write host:port, for instance control-1:{DefaultPort}");
        return new MemberAddress(host, port);
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
