using System.Text;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>
/// Which requests may be sent twice. While nothing of a request was sent, any may be sent again; this is about those of which something
/// was, and which the upstream may have acted on. A request with <c>idempotency-key</c> always may.
/// </summary>
public sealed class MethodRule
{
    private readonly byte[][] _listed;
    private readonly bool _anyIdempotent;

    private MethodRule(bool allowsAll, bool anyIdempotent, byte[][] listed) => (AllowsAll, _anyIdempotent, _listed) = (allowsAll, anyIdempotent, listed);

    /// <summary>Methods that mean the same when sent twice (RFC 9110 section 9.2.2).</summary>
    public static MethodRule Idempotent { get; } = new(allowsAll: false, anyIdempotent: true, []);

    /// <summary>Any: somebody says that sending these requests twice does no harm.</summary>
    public static MethodRule All { get; } = new(allowsAll: true, anyIdempotent: true, []);

    public bool AllowsAll { get; }

    /// <summary>These and no others.</summary>
    public static MethodRule Of(IEnumerable<string> methods) => new(allowsAll: false, anyIdempotent: false, [.. methods.Select(Encoding.ASCII.GetBytes)]);

    public bool Allows(RequestHead request) =>
        AllowsAll || (_anyIdempotent && request.Method.IsIdempotent) || IsListed(request.MethodBytes) || request.Headers.Find("idempotency-key"u8) >= 0;

    private bool IsListed(ReadOnlySpan<byte> method)
    {
        foreach (var listed in _listed)
            if (method.SequenceEqual(listed)) return true;
        return false;
    }
}
