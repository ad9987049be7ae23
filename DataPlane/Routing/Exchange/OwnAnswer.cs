using System.Globalization;
using System.Text;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>An answer that the proxy makes itself, in the same form as one of the upstream. Built only when something goes wrong or is redirected.</summary>
internal sealed class OwnAnswer
{
    public ResponseHead Head { get; } = new();

    public MessagePart<ResponseHead> Part { get; } = new();

    /// <summary>Begins an answer without fields.</summary>
    public HeaderBlock Begin(int status, ReadOnlySpan<byte> body, HttpMethod requestMethod)
    {
        Head.Reset([]);
        Head.Status = status;
        Head.ContentLength = body.Length;
        var sendsBody = body.Length > 0 && requestMethod != HttpMethod.Head && status is not (204 or 304);
        Head.Body = sendsBody ? BodyKind.Length : BodyKind.None;
        Part.Begin(Head).SetData(sendsBody ? body.ToArray() : [], 0, sendsBody ? body.Length : 0).IsLast = true;
        return Head.Headers;
    }

    /// <param name="suppressEnvoyHeaders">See <see cref="HttpConnectionSettings.SuppressEnvoyHeaders"/>.</param>
    /// <param name="isGrpc">The client reads the status of gRPC.</param>
    public HeaderBlock Begin(Refusal refusal, HttpMethod requestMethod, bool suppressEnvoyHeaders = false, bool isGrpc = false)
    {
        var headers = isGrpc && refusal.GrpcStatus is { } code ? BeginGrpc(refusal, code, requestMethod) : BeginText(refusal, requestMethod);
        headers.Add("x-actormesh-reason"u8, Encoding.ASCII.GetBytes(refusal.PublicDetails));
        if (refusal.Flag != ResponseFlag.None) headers.Add("x-actormesh-flags"u8, Encoding.ASCII.GetBytes(ResponseFlags.Text(refusal.Flag)));
        if (refusal.Status == 426) headers.Add("upgrade"u8, "HTTP/1.1"u8); // Says to which protocol (RFC 9110 section 15.5.22).
        if (refusal.Flag == ResponseFlag.UpstreamOverflow && !suppressEnvoyHeaders) headers.Add("x-envoy-overloaded"u8, "true"u8);
        foreach (var (name, value) in refusal.Fields) headers.Add(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(value));
        return headers;
    }

    private HeaderBlock BeginText(Refusal refusal, HttpMethod requestMethod)
    {
        var body = Encoding.ASCII.GetBytes(refusal.Body);
        var headers = Begin(refusal.Status, body, requestMethod);
        if (body.Length > 0) headers.Add("content-type"u8, "text/plain"u8);
        return headers;
    }

    private HeaderBlock BeginGrpc(Refusal refusal, int code, HttpMethod requestMethod)
    {
        var headers = Begin(200, default, requestMethod);
        headers.Add("content-type"u8, "application/grpc"u8);
        headers.Add("grpc-status"u8, Encoding.ASCII.GetBytes(code.ToString(CultureInfo.InvariantCulture)));
        headers.Add("grpc-message"u8, Encoding.ASCII.GetBytes(refusal.Body));
        return headers;
    }
}
