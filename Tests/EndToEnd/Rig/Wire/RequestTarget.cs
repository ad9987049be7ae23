using System.Text.RegularExpressions;

namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>Checks the request target against its four forms (RFC 9112 section 3.2) and against Host (RFC 9110 section 7.2).</summary>
internal static partial class RequestTarget
{
    public static void Check(string method, string target, int minor, IReadOnlyList<WireField> fields)
    {
        var hosts = fields.Where(field => field.Is("Host")).Select(field => field.Value).ToList();
        if (hosts.Count > 1) throw new WireException("more than one Host");
        if (hosts.Count == 0 && minor == 1) throw new WireException("no Host");
        if (hosts.Count == 1 && !Authority().IsMatch(hosts[0])) throw new WireException($"Host '{hosts[0]}' is not a host with an optional port");
        if (!Visible().IsMatch(target)) throw new WireException("the target holds a character that is not allowed in one");
        CheckForm(method, target, hosts.FirstOrDefault());
    }

    private static void CheckForm(string method, string target, string? host)
    {
        if (method == "CONNECT")
        {
            if (!AuthorityWithPort().IsMatch(target)) throw new WireException($"CONNECT needs host:port, not '{target}'");
        }
        else if (target.StartsWith('/') || (target == "*" && method == "OPTIONS"))
        {
            return;
        }
        else
        {
            var absolute = AbsoluteForm().Match(target);
            if (!absolute.Success) throw new WireException($"'{target}' is no form of a request target");
            if (!string.Equals(absolute.Groups[1].Value, host, StringComparison.OrdinalIgnoreCase))
                throw new WireException($"the target names {absolute.Groups[1].Value} but Host is {host}");
        }
    }

    // No userinfo: RFC 9110 section 4.2.4 tells recipients to treat it as an error.
    [GeneratedRegex(@"^([A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+(:[0-9]{0,5})?$|^\[[0-9A-Fa-f:.]+\](:[0-9]{0,5})?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Authority();

    [GeneratedRegex(@"^([A-Za-z0-9\-._~]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}$", RegexOptions.ExplicitCapture)]
    private static partial Regex AuthorityWithPort();

    [GeneratedRegex("^https?://([^/?#@]+)(?:[/?].*)?$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AbsoluteForm();

    // Visible ASCII but '#': a fragment is never sent (RFC 9112 section 3.2).
    [GeneratedRegex(@"^[!""$-~]+$")]
    private static partial Regex Visible();
}
