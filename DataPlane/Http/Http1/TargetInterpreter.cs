using System.Buffers.Text;
using System.Text;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Sorts out the four forms of a request target (RFC 9112 section 3.2) and where its authority stands.</summary>
internal static class TargetInterpreter
{
    public static ProtocolError? Interpret(RequestHead head, int hostSlot)
    {
        if (hostSlot >= 0)
        {
            if (!IsHost(head.Headers.Value(hostSlot))) return ProtocolError.BadHost;
            head.SetAuthorityFromField(hostSlot);
        }

        var target = head.Target;
        if (head.Method == HttpMethod.Connect) return InterpretConnect(head, target);
        if (target[0] == (byte)'/') return null;
        if (target[0] == (byte)'*') return target.Length == 1 && head.Method == HttpMethod.Options ? null : ProtocolError.BadTarget;
        return InterpretAbsolute(head, target);
    }

    private static ProtocolError? InterpretConnect(RequestHead head, ReadOnlySpan<byte> target)
    {
        if (!IsHost(target) || !HasPort(target)) return ProtocolError.BadTarget;
        // The target names where to; a Host field that names something else is somebody's mistake or trick.
        if (!head.Authority.IsEmpty && !NamesTheSame(target, head.Authority)) return ProtocolError.HostMismatch;
        head.SetAuthorityFromTarget(0, target.Length);
        return null;
    }

    private static ProtocolError? InterpretAbsolute(RequestHead head, ReadOnlySpan<byte> target)
    {
        var scheme = StartsWith(target, "http://"u8) ? 7 : StartsWith(target, "https://"u8) ? 8 : 0;
        if (scheme == 0) return ProtocolError.BadTarget;
        var rest = target[scheme..];
        var length = rest.IndexOfAny((byte)'/', (byte)'?');
        if (length < 0) length = rest.Length;
        var authority = rest[..length];
        if (!IsHost(authority)) return ProtocolError.BadTarget;
        if (!head.Authority.IsEmpty && !Ascii.EqualsIgnoreCase(head.Authority, authority)) return ProtocolError.HostMismatch;
        head.SetAuthorityFromTarget(scheme, length);
        MakeOriginForm(head, rest[length..]);
        return null;
    }

    private static void MakeOriginForm(RequestHead head, ReadOnlySpan<byte> pathAndQuery)
    {
        if (pathAndQuery.IsEmpty) head.RewriteTarget(head.Method == HttpMethod.Options ? "*"u8 : "/"u8);
        else if (pathAndQuery[0] == (byte)'/') head.RewriteTarget(pathAndQuery);
        else head.RewriteTarget([(byte)'/', .. pathAndQuery]);
    }

    private static bool NamesTheSame(ReadOnlySpan<byte> target, ReadOnlySpan<byte> host) =>
        Ascii.EqualsIgnoreCase(target, host) || Ascii.EqualsIgnoreCase(target[..target.LastIndexOf((byte)':')], host);

    /// <summary>A CONNECT without a usable port is to be refused: there is no default (RFC 9110 section 9.3.6).</summary>
    private static bool HasPort(ReadOnlySpan<byte> host)
    {
        var colon = host.LastIndexOf((byte)':');
        if (host[^1] == (byte)']' || colon < 0) return false;
        return Utf8Parser.TryParse(host[(colon + 1)..], out ushort port, out var read) && read == host.Length - colon - 1 && port > 0;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) =>
        text.Length > lower.Length && Ascii.EqualsIgnoreCase(text[..lower.Length], lower);

    /// <summary>
    /// host [ ":" port ] with a port of digits; an IPv6 address stands in brackets. User info, an empty port, an empty label and an escape are refused though
    /// RFC 3986 section 3.2 has them: two servers read them as two names, and a rule about hosts would hold for one of them only.
    /// </summary>
    private static bool IsHost(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.ContainsAnyExcept(Octets.Host)) return false;
        var hostEnd = value.Length;
        if (value[0] == (byte)'[')
        {
            hostEnd = value.IndexOf((byte)']') + 1;
            if (hostEnd == 0 || !IsAddress(value[1..(hostEnd - 1)])) return false;
        }
        else if (value.IndexOfAny((byte)'[', (byte)']') >= 0) return false;
        else if (value.IndexOf((byte)':') is >= 0 and var colon) hostEnd = colon;

        if (hostEnd == 0 || value[0] == (byte)'.' || value.IndexOf(".."u8) >= 0) return false;
        if (hostEnd == value.Length) return true;
        if (value[hostEnd] != (byte)':') return false;
        var port = value[(hostEnd + 1)..];
        return port.Length is > 0 and <= 5 && !port.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    /// <summary>Looks like an IPv6 address: what is no such thing between brackets, two servers may read as two names.</summary>
    private static bool IsAddress(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(Octets.Address) && text.Count((byte)':') is >= 2 and <= 8;
}
