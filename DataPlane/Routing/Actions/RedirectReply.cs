using System.Buffers;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>The proxy sends the client elsewhere.</summary>
public sealed class RedirectReply : RouteOutcome
{
    private readonly PathMatcher _path;

    internal RedirectReply(PathMatcher path, int status) => (_path, Status) = (path, status);

    /// <summary>301, 302, 303, 307 or 308.</summary>
    public int Status { get; }

    /// <summary>Null keeps the scheme of the request.</summary>
    internal byte[]? Scheme { get; init; }

    /// <summary>Null keeps the host of the request.</summary>
    internal byte[]? Host { get; init; }

    /// <summary>With its colon; null for none of its own.</summary>
    internal byte[]? Port { get; init; }

    /// <summary>A fixed path; with a query of its own it replaces that of the request too.</summary>
    internal byte[]? FixedPath { get; init; }

    internal PathRewrite? Rewrite { get; init; }

    internal bool StripQuery { get; init; }

    /// <summary>Appends the value of the Location header.</summary>
    public void WriteLocation(RequestHead head, ExchangeFacts facts, ArrayBufferWriter<byte> output)
    {
        var oldScheme = RequestScheme.Of(head, facts);
        var newScheme = Scheme ?? oldScheme;
        output.Write(newScheme);
        output.Write("://"u8);
        output.Write(Host ?? KeptHost(head.Authority, oldScheme, newScheme));
        output.Write(Port);
        WriteTarget(new TargetParts(head.Target), output);
    }

    private void WriteTarget(TargetParts parts, ArrayBufferWriter<byte> output)
    {
        var query = StripQuery ? default : parts.QueryWithMark;
        if (Rewrite is not null)
        {
            Rewrite.WriteTarget(parts.Path, query, _path.RewrittenLength(parts.Path), output);
            return;
        }
        output.Write(FixedPath ?? parts.Path);
        if (FixedPath is null || !FixedPath.Contains((byte)'?')) output.Write(query);
    }

    /// <summary>
    /// The host of the request, without a port that the redirect replaces or that was the default of the scheme it leaves.
    /// </summary>
    private ReadOnlySpan<byte> KeptHost(ReadOnlySpan<byte> authority, ReadOnlySpan<byte> oldScheme, ReadOnlySpan<byte> newScheme)
    {
        var colon = AuthorityName.PortStart(authority);
        if (colon < 0) return authority;
        var leavesDefaultPort = !newScheme.SequenceEqual(oldScheme)
            && authority[(colon + 1)..].SequenceEqual(oldScheme.Length == "https".Length ? "443"u8 : "80"u8);
        return Port is not null || leavesDefaultPort ? authority[..colon] : authority;
    }
}
