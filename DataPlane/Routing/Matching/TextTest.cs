using System.Text;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Compares a value with a fixed text.</summary>
internal sealed class TextTest(TextFit fit, string text, bool ignoreCase) : ValueTest
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(text);

    public override string Wanted => $"{fit.ToString().ToLowerInvariant()} \"{text}\"{(ignoreCase ? " in any case" : "")}";

    public override bool Passes(ReadOnlySpan<byte> value) => fit switch
    {
        TextFit.Exact => Equal(value),
        TextFit.Prefix => value.Length >= _text.Length && Equal(value[.._text.Length]),
        TextFit.Suffix => value.Length >= _text.Length && Equal(value[^_text.Length..]),
        _ => ignoreCase ? AsciiCase.Contains(value, _text) : value.IndexOf(_text) >= 0,
    };

    private bool Equal(ReadOnlySpan<byte> value) => ignoreCase ? AsciiCase.Equal(value, _text) : value.SequenceEqual(_text);
}
