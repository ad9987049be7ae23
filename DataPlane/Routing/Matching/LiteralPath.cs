using System.Text;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Compares the path with a fixed text: the whole, the start, or the start up to a slash.</summary>
internal sealed class LiteralPath(LiteralPathKind kind, string text, bool ignoreCase) : PathMatcher
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(text);

    public override byte[]? IndexKey => ignoreCase ? null : _text;

    public override bool AsksForNothingElse => kind == LiteralPathKind.Prefix && !ignoreCase;

    public override string Wanted => kind switch
    {
        LiteralPathKind.Exact => $"path \"{text}\"",
        LiteralPathKind.Prefix => $"prefix \"{text}\"",
        _ => $"path_separated_prefix \"{text}\"",
    } + (ignoreCase ? " in any case" : "");

    public override bool Matches(in MatchInput input)
    {
        var path = input.Path;
        if (path.Length < _text.Length) return false;
        if (path.Length > _text.Length)
        {
            if (kind == LiteralPathKind.Exact) return false;
            if (kind == LiteralPathKind.SeparatedPrefix && path[_text.Length] != '/') return false;
        }
        var start = path[.._text.Length];
        return ignoreCase ? AsciiCase.Equal(start, _text) : start.SequenceEqual(_text);
    }

    public override int RewrittenLength(ReadOnlySpan<byte> path) => Math.Min(_text.Length, path.Length);
}
