using System.Buffers.Text;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>Something that is asked of the head of an answer: of a header, or of <c>:status</c>.</summary>
/// <param name="name">Lower case.</param>
/// <param name="test">Null asks whether the header is there.</param>
/// <param name="invert">Turns the answer round; a missing header passes no test, inverted or not.</param>
/// <param name="missingIsEmpty">Takes a missing header for one with an empty value.</param>
internal sealed class AnswerCondition(string name, ValueTest? test, bool invert, bool missingIsEmpty)
{
    public const string StatusName = ":status";

    private readonly byte[] _name = Encoding.ASCII.GetBytes(name);
    private readonly bool _isStatus = string.Equals(name, StatusName, StringComparison.Ordinal);

    public bool Holds(ResponseHead answer)
    {
        if (_isStatus) return (test?.Passes(Digits(answer.Status, stackalloc byte[3])) ?? true) != invert;
        var passes = test is null ? answer.Headers.Find(_name) >= 0 : HeaderFields.Test(answer.Headers, _name, test);
        if (passes is null && missingIsEmpty) passes = test!.Passes(default);
        return passes is { } known && known != invert;
    }

    private static ReadOnlySpan<byte> Digits(int status, Span<byte> text)
    {
        Utf8Formatter.TryFormat(status, text, out var length);
        return text[..length];
    }
}
