using System.Buffers;
using System.Globalization;
using System.Text;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Mutations;

/// <summary>Something known of the exchange.</summary>
internal sealed class FactPart(TemplateFact fact) : TemplatePart
{
    private const int NumberOrTimeBytesMax = 32;

    public override void Write(RequestHead request, ExchangeFacts facts, ArrayBufferWriter<byte> output)
    {
        switch (fact)
        {
            case TemplateFact.ClientAddress: output.Write(facts.ClientAddress.Span); break;
            case TemplateFact.ClientAddressAndPort: output.Write(facts.ClientAddressAndPort.Span); break;
            case TemplateFact.LocalAddressAndPort: output.Write(facts.LocalAddressAndPort.Span); break;
            case TemplateFact.Protocol: output.Write(request.MinorVersion == 0 ? "HTTP/1.0"u8 : "HTTP/1.1"u8); break;
            case TemplateFact.UpstreamHost: Encoding.UTF8.GetBytes(facts.UpstreamHost, output); break;
            case TemplateFact.ResponseCode: WriteFormatted(facts.ResponseCode, "", output); break;
            case TemplateFact.StartTime: WriteFormatted(facts.StartTime.UtcDateTime, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", output); break;
        }
    }

    private static void WriteFormatted<T>(T value, string format, ArrayBufferWriter<byte> output) where T : IUtf8SpanFormattable
    {
        value.TryFormat(output.GetSpan(NumberOrTimeBytesMax), out var written, format, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
