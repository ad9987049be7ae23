using System.Buffers;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using Action = ActorMesh.Runtime.Contracts.Envoy.Http.HttpConnectionManager.Types.PathWithEscapedSlashesAction;

namespace ActorMesh.DataPlane.Routing.Paths;

/// <summary>
/// Gives a request path the one form in which it is matched, authorised, logged and forwarded, so that no two of these see two paths.
/// The query is never touched. Normalising twice changes nothing, and no path climbs above its root.
/// </summary>
/// <remarks>
/// In this order: octets and escapes are checked, escaped slashes are treated as told, escaped unreserved characters are written plainly
/// (RFC 3986 section 6.2.2.2), dot segments are removed (section 5.2.4), runs of slashes become one.
/// </remarks>
/// <param name="normalise">Checks octets, writes unreserved characters plainly and removes dot segments (normalize_path).</param>
/// <param name="mergeSlashes">Makes one slash of several (merge_slashes).</param>
/// <param name="slashes">What to do with escaped slashes.</param>
/// <param name="refusesParameters">Refuses segments that have parameters, which some servers leave out when they look for what is asked for.</param>
public sealed class PathNormaliser(bool normalise, bool mergeSlashes, EscapedSlashes slashes, bool refusesParameters = false)
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,=:@/"u8);

    /// <summary>True when every path is left as it is.</summary>
    public bool IsOff => !normalise && !mergeSlashes && slashes == EscapedSlashes.Keep;

    /// <summary>The normaliser that a connection manager asks for.</summary>
    /// <param name="decidesAccess">Whether what is allowed depends on the path: then one that others may read otherwise is refused unless the manager keeps it expressly.</param>
    public static PathNormaliser Of(HttpConnectionManager settings, bool decidesAccess = false) => new(
        settings.NormalizePath == true,
        settings.MergeSlashes,
        settings.PathWithEscapedSlashesAction switch
        {
            Action.RejectRequest => EscapedSlashes.Reject,
            Action.UnescapeAndRedirect => EscapedSlashes.UnescapeAndRedirect,
            Action.UnescapeAndForward => EscapedSlashes.UnescapeAndForward,
            Action.ImplementationSpecificDefault when decidesAccess => EscapedSlashes.Reject,
            _ => EscapedSlashes.Keep,
        },
        refusesParameters: decidesAccess && settings.PathWithEscapedSlashesAction != Action.KeepUnchanged);

    /// <summary>Normalises a target in origin form; other forms (<c>*</c>, host:port) have no path and stay as they are.</summary>
    /// <param name="target">Path and query.</param>
    /// <param name="output">
    /// Is emptied, and takes the new target if the verdict is <see cref="PathVerdict.Rewritten"/> or a redirect.
    /// </param>
    public PathVerdict Normalise(ReadOnlySpan<byte> target, ArrayBufferWriter<byte> output)
    {
        if (IsOff || !target.StartsWith((byte)'/')) return PathVerdict.Unchanged;
        var question = target.IndexOf((byte)'?');
        var path = question < 0 ? target : target[..question];
        if (IsNormal(path)) return PathVerdict.Unchanged;

        output.ResetWrittenCount();
        var buffer = output.GetSpan(target.Length);
        var length = PathEscapes.Decode(path, normalise, slashes, buffer, out var slashesUnescaped);
        if (length < 0) return PathVerdict.Rejected;
        if (refusesParameters ? PathParameters.AreIn(buffer[..length]) : slashes == EscapedSlashes.Reject && PathParameters.AreOnDots(buffer[..length])) return PathVerdict.Rejected;
        if (normalise) length = DotSegments.Remove(buffer[..length]);
        if (mergeSlashes) length = MergeSlashes(buffer[..length]);
        if (buffer[..length].SequenceEqual(path)) return PathVerdict.Unchanged;

        if (question >= 0) target[question..].CopyTo(buffer[length..]);
        output.Advance(question < 0 ? length : length + target.Length - question);
        return slashesUnescaped && slashes == EscapedSlashes.UnescapeAndRedirect ? PathVerdict.Redirect : PathVerdict.Rewritten;
    }

    /// <summary>A quick look that finds most paths in order; it may doubt one that is.</summary>
    private static bool IsNormal(ReadOnlySpan<byte> path) =>
        !path.ContainsAnyExcept(Plain) && path.IndexOf("//"u8) < 0 && path.IndexOf("/."u8) < 0;

    private static int MergeSlashes(Span<byte> path)
    {
        var length = 1;
        for (var i = 1; i < path.Length; i++)
            if (path[i] != '/' || path[length - 1] != '/') path[length++] = path[i];
        return length;
    }
}
