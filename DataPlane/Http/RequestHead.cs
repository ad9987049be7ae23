namespace ActorMesh.DataPlane.Http;

/// <summary>
/// A request line and its header fields. One object per connection, reused: its spans are borrowed until the stage that got it asks for more.
/// </summary>
public sealed class RequestHead
{
    private byte[] _source = [];
    private byte[] _kept = [];
    private int _headStart, _headEnd;
    private int _methodStart, _methodLength;
    private int _targetStart, _targetLength;
    private byte[] _rewrittenTarget = [];
    private int _rewrittenTargetLength;
    private bool _targetIsRewritten;
    private byte[]? _rewrittenAuthority;
    private int _authorityStart, _authorityLength, _strippedLength;

    public HttpMethod Method { get; private set; }

    /// <summary>0 for HTTP/1.0, 1 for HTTP/1.1.</summary>
    public byte MinorVersion { get; internal set; }

    public HeaderBlock Headers { get; } = new();

    public BodyKind Body { get; internal set; }

    /// <summary>Body bytes to come when <see cref="Body"/> is <see cref="BodyKind.Length"/>.</summary>
    public long ContentLength { get; internal set; }

    /// <summary>False when the client asked to close, or speaks HTTP/1.0 without keep-alive.</summary>
    public bool KeepAlive { get; internal set; }

    /// <summary>True when the client waits for 100 Continue before it sends the body (RFC 9110 section 10.1.1).</summary>
    public bool ExpectsContinue { get; internal set; }

    /// <summary>True when the client offers to switch protocols (Connection: upgrade with an Upgrade field).</summary>
    public bool WantsUpgrade { get; internal set; }

    public ReadOnlySpan<byte> MethodBytes => _source.AsSpan(_methodStart, _methodLength);

    /// <summary>The request target as it is forwarded: path and query in origin form, <c>*</c>, or host:port for CONNECT.</summary>
    public ReadOnlySpan<byte> Target => _targetIsRewritten
        ? _rewrittenTarget.AsSpan(0, _rewrittenTargetLength)
        : _source.AsSpan(_targetStart, _targetLength);

    /// <summary>The target without its query.</summary>
    public ReadOnlySpan<byte> Path
    {
        get
        {
            var target = Target;
            var question = target.IndexOf((byte)'?');
            return question < 0 ? target : target[..question];
        }
    }

    /// <summary>What follows the first <c>?</c>; empty when there is none.</summary>
    public ReadOnlySpan<byte> Query
    {
        get
        {
            var target = Target;
            var question = target.IndexOf((byte)'?');
            return question < 0 ? default : target[(question + 1)..];
        }
    }

    /// <summary>Host and optional port that the client named, as sent but for a stripped port. Empty only in HTTP/1.0.</summary>
    public ReadOnlySpan<byte> Authority => _rewrittenAuthority ?? _source.AsSpan(_authorityStart, _authorityLength);

    public bool AuthorityIsRewritten => _rewrittenAuthority is not null;

    /// <summary>Forgets the last request and reads further fields from <paramref name="source"/>, where the head stands from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public void Reset(byte[] source, int start, int end)
    {
        (_source, _headStart, _headEnd) = (source, start, end);
        (_methodStart, _methodLength, _targetStart, _targetLength) = (start, 0, start, 0);
        (Method, MinorVersion) = (HttpMethod.Other, 1);
        _targetIsRewritten = false;
        _rewrittenAuthority = null;
        (_authorityStart, _authorityLength, _strippedLength) = (start, 0, 0);
        Headers.Reset(source);
        Body = BodyKind.None;
        ContentLength = 0;
        KeepAlive = ExpectsContinue = WantsUpgrade = false;
    }

    /// <summary>Copies the bytes that are borrowed, so that the head stays whole while the body passes through their buffer.</summary>
    public void Detach()
    {
        if (ReferenceEquals(_source, _kept)) return;
        var length = _headEnd - _headStart;
        if (_kept.Length < length) _kept = new byte[Math.Max(length, 1024)];
        _source.AsSpan(_headStart, length).CopyTo(_kept);
        _source = _kept;
        _methodStart -= _headStart;
        _targetStart -= _headStart;
        _authorityStart -= _headStart;
        Headers.Rebase(_kept, -_headStart);
    }

    internal void SetMethod(int start, int length)
    {
        (_methodStart, _methodLength) = (start, length);
        Method = HttpMethods.Recognise(MethodBytes);
    }

    internal void SetTarget(int start, int length) => (_targetStart, _targetLength) = (start, length);

    internal void SetAuthorityFromField(int slot) => (_authorityStart, _authorityLength) = Headers.ValueRange(slot);

    /// <summary>The authority is part of the target as it was sent, <paramref name="offset"/> octets in.</summary>
    internal void SetAuthorityFromTarget(int offset, int length) => (_authorityStart, _authorityLength) = (_targetStart + offset, length);

    /// <summary>Replaces path and query. The bytes are copied, into a buffer that serves the next request too.</summary>
    public void RewriteTarget(ReadOnlySpan<byte> target)
    {
        // The old target may be the source of the new one, so copy before dropping it.
        var buffer = target.Length > _rewrittenTarget.Length ? new byte[target.Length] : _rewrittenTarget;
        target.CopyTo(buffer);
        _rewrittenTarget = buffer;
        _rewrittenTargetLength = target.Length;
        _targetIsRewritten = true;
    }

    /// <summary>Leaves the port out of <see cref="Authority"/>, from its colon on.</summary>
    public void StripPort(int length) => (_authorityLength, _strippedLength) = (_authorityLength - length, length);

    /// <summary>Puts back what <see cref="StripPort"/> left out.</summary>
    public void RestorePort() => (_authorityLength, _strippedLength) = (_authorityLength + _strippedLength, 0);

    /// <summary>Replaces the host that is forwarded.</summary>
    public void RewriteAuthority(byte[] authority) => _rewrittenAuthority = authority;
}
