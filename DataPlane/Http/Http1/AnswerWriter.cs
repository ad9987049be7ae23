using System.Text;
using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Turns the parts of an answer into bytes for the client, framed as this client and this connection need it.</summary>
internal sealed class AnswerWriter
{
    // Bytes of its own, because it may be on its way while an answer is written to the message's buffer.
    private static readonly byte[] ContinueBytes = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    private readonly OutgoingMessage _message = new();
    private readonly ByteChunk _continue = new();
    private bool _continueIsTaken;
    private bool _clientSpeaksHttp11;
    private bool _continueIsDue;
    private bool _mayKeepAlive;

    /// <summary>Whether the client gets trailers.</summary>
    public bool PassTrailers
    {
        set => _message.PassTrailers = value;
    }

    /// <summary>True once the final answer has begun.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>True when the whole answer has been taken in.</summary>
    public bool IsAnswered => HasStarted && _message.IsComplete;

    /// <summary>True when the connection must end after this answer.</summary>
    public bool MustClose { get; private set; }

    /// <summary>True once the connection carries opaque bytes.</summary>
    public bool IsTunnel { get; private set; }

    /// <summary>Gets ready for the answer to this request.</summary>
    public void Begin(RequestHead head, bool mayKeepAlive)
    {
        HasStarted = MustClose = false;
        _mayKeepAlive = mayKeepAlive;
        _clientSpeaksHttp11 = head.MinorVersion > 0;
        _continueIsDue = head.ExpectsContinue;
    }

    /// <summary>Takes a part in. Its bytes stay borrowed until <see cref="Next"/> has returned null.</summary>
    public void Take(MessagePart<ResponseHead> part, bool isRequestComplete, bool isDraining)
    {
        if (part.Head is { } head)
        {
            IsTunnel = head.Body == BodyKind.Tunnel;
            if (head.Status < 200 && !IsTunnel)
            {
                WriteInterim(head);
                return;
            }

            WriteHead(head, isRequestComplete, isDraining);
        }

        _message.Add(part);
    }

    /// <summary>The next bytes to write, borrowed until the next call; null when all that was taken is written.</summary>
    public ByteChunk? Next()
    {
        if (!_continueIsTaken) return _message.Next();
        _continueIsTaken = false;
        return _continue.Set(ContinueBytes, 0, ContinueBytes.Length);
    }

    /// <summary>Writes 100 Continue, once, to a client that waits for it.</summary>
    public void TakeContinue()
    {
        if (!_continueIsDue || HasStarted) return;
        _continueIsDue = false;
        _continueIsTaken = true;
    }

    /// <summary>Gives the buffer back until the next answer.</summary>
    public void Release() => _message.Release();

    /// <summary>Forgets the buffer, which the kernel may still be reading.</summary>
    public void Abandon() => _message.Abandon();

    private void WriteInterim(ResponseHead head)
    {
        if (!_clientSpeaksHttp11) return;
        _message.Release();
        HeadWriter.WriteResponse(_message.Buffer, head, BodyKind.None, close: false);
    }

    private void WriteHead(ResponseHead head, bool isRequestComplete, bool isDraining)
    {
        _continueIsDue = false;
        HasStarted = true;
        // A body whose end only the upstream's close tells gets chunks where the client knows them.
        var framing = head.Body is BodyKind.Chunked or BodyKind.UntilClose
            ? _clientSpeaksHttp11 ? BodyKind.Chunked : BodyKind.UntilClose
            : head.Body;
        // A request that is not wholly read cannot be followed by another.
        MustClose = !_mayKeepAlive || !isRequestComplete || isDraining || framing == BodyKind.UntilClose || IsTunnel;
        _message.Release();
        HeadWriter.WriteResponse(_message.Buffer, head, framing, close: MustClose && !IsTunnel, _clientSpeaksHttp11);
        _message.Begin(framing);
    }
}
