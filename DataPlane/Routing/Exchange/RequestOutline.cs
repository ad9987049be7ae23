using System.Text;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>
/// The beginnings of a request's method, authority and path, kept because its head is only borrowed: a failure may have to be told when
/// those bytes are long gone. Reused; allocates only for a request longer than all before it.
/// </summary>
internal sealed class RequestOutline
{
    /// <summary>Octets kept of each, as in every log line about a stranger's words.</summary>
    public const int BytesMax = 256;

    private byte[] _kept = [];
    private int _methodLength, _authorityLength, _pathLength;

    public string Method => Text(0, _methodLength);

    public string Authority => Text(_methodLength, _authorityLength);

    public string Path => Text(_methodLength + _authorityLength, _pathLength);

    /// <summary>Forgets the request before, and keeps this one.</summary>
    public void Keep(RequestHead head)
    {
        var method = Start(head.MethodBytes);
        var authority = Start(AuthorityOf(head));
        var path = Start(head.Path);
        (_methodLength, _authorityLength, _pathLength) = (method.Length, authority.Length, path.Length);
        var length = method.Length + authority.Length + path.Length;
        if (_kept.Length < length) _kept = new byte[Math.Max(length, 128)];
        method.CopyTo(_kept);
        authority.CopyTo(_kept.AsSpan(_methodLength));
        path.CopyTo(_kept.AsSpan(_methodLength + _authorityLength));
    }

    /// <summary>Of a request that could not be understood, the Host field may be all there is.</summary>
    private static ReadOnlySpan<byte> AuthorityOf(RequestHead head) =>
        head.Authority.IsEmpty && head.Headers.Find(KnownHeader.Host) is >= 0 and var slot ? head.Headers.Value(slot) : head.Authority;

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, BytesMax)];

    private string Text(int start, int length) => Encoding.Latin1.GetString(_kept, start, length);
}
