using System.Buffers;
using System.Buffers.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Paths;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>What a listener does to the target of a request before its route is chosen: the port of its host, the form of its path.</summary>
internal static class TargetRules
{
    /// <param name="which">Which ports are left out.</param>
    /// <param name="localPort">That the client connected to.</param>
    public static void StripPort(RequestHead head, HostPortStripping which, int localPort)
    {
        if (which == HostPortStripping.None || head.AuthorityIsRewritten) return;
        var authority = head.Authority;
        var colon = AuthorityName.PortStart(authority);
        if (colon < 0 || !Utf8Parser.TryParse(authority[(colon + 1)..], out int port, out _)) return;
        if (which == HostPortStripping.Any || port == localPort) head.StripPort(authority.Length - colon);
    }

    /// <param name="isRedirect">True when the client is to be sent to the normal form.</param>
    public static Refusal? NormalisePath(RequestHead head, PathNormaliser paths, ArrayBufferWriter<byte> scratch, out bool isRedirect)
    {
        isRedirect = false;
        if (head.Method == HttpMethod.Connect || head.Target[0] != (byte)'/') return null;
        scratch.ResetWrittenCount();
        var verdict = paths.Normalise(head.Target, scratch);
        if (verdict == PathVerdict.Rejected) return Refusal.BadRequest(400, "path_normalization_failed");
        if (verdict != PathVerdict.Unchanged) head.RewriteTarget(scratch.WrittenSpan);
        isRedirect = verdict == PathVerdict.Redirect;
        return null;
    }

    /// <summary>Sends the client to the path that its own was normalised to.</summary>
    public static void Redirect(OwnAnswer answer, RequestHead head, ArrayBufferWriter<byte> scratch)
    {
        scratch.ResetWrittenCount();
        // A reference that begins with two slashes names another host (RFC 3986 section 4.2); the dot segment keeps it a path of this one.
        if (head.Target.StartsWith("//"u8)) scratch.Write("/."u8);
        scratch.Write(head.Target);
        var fields = answer.Begin(307, default, head.Method);
        fields.Add("location"u8, scratch.WrittenSpan);
        fields.Add("x-actormesh-reason"u8, "path_normalized"u8);
    }
}
