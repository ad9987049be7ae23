using System.Buffers;
using System.Text;
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Mutations;

/// <summary>A header value with <c>%OPERATORS%</c> in it, cut up once. What an operator does not find counts as empty.</summary>
internal sealed class HeaderTemplate
{
    private readonly TemplatePart[] _parts;
    private readonly byte[]? _constant;

    private HeaderTemplate(List<TemplatePart> parts)
    {
        _parts = [.. parts];
        if (parts.TrueForAll(part => part is LiteralPart))
            _constant = [.. parts.SelectMany(part => ((LiteralPart)part).Bytes)];
    }

    public bool ReadsRequest => Array.Exists(_parts, part => part is RequestPart);

    /// <summary>Reads a value such as <c>a%REQ(x-b?:path):10%c%%</c>.</summary>
    /// <exception cref="FormatException">An operator does not end, is not known or has wrong arguments.</exception>
    public static HeaderTemplate Parse(string text, string hostName)
    {
        var parts = new List<TemplatePart>();
        for (var at = 0; at < text.Length;)
        {
            var percent = text.IndexOf('%', at);
            if (percent < 0) percent = text.Length;
            if (percent > at) parts.Add(Literal(text[at..percent]));
            if (percent == text.Length) break;
            var end = text.IndexOf('%', percent + 1);
            if (end < 0)
                throw new FormatException($"the % at {percent + 1} begins an operator that does not end; write %% for a percent sign");
            parts.Add(end == percent + 1 ? Literal("%") : TemplateOperators.Parse(text[(percent + 1)..end], hostName));
            at = end + 1;
        }
        return new HeaderTemplate(parts);
    }

    /// <summary>The value for one request. Valid until <paramref name="scratch"/> is used again.</summary>
    public ReadOnlySpan<byte> Evaluate(RequestHead request, ExchangeFacts facts, ArrayBufferWriter<byte> scratch)
    {
        if (_constant is not null) return _constant;
        scratch.ResetWrittenCount();
        foreach (var part in _parts) part.Write(request, facts, scratch);
        return scratch.WrittenSpan;
    }

    private static LiteralPart Literal(string text) => new(Encoding.UTF8.GetBytes(text));
}
