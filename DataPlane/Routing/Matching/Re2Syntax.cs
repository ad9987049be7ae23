using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>
/// Writes an RE2 expression in the dialect of .NET, where the two mean different things by the same letters: classes such as <c>\d</c>
/// are ASCII,
/// groups count from left to right whether named or not, <c>[</c> within a class is itself, and POSIX classes and <c>\Q..\E</c> exist.
/// </summary>
/// <remarks>
/// Source: RE2's syntax page. What RE2 has not (look-around, back-references) the non-backtracking engine refuses by itself.
/// </remarks>
internal ref struct Re2Syntax
{
    private const string Digits = "0-9";
    private const string Word = "0-9A-Za-z_";
    private const string Space = @"\t\n\f\r ";

    private readonly StringBuilder _out = new();
    private readonly string _pattern;
    private int _at;

    private Re2Syntax(string pattern) => _pattern = pattern;

    /// <exception cref="FormatException">The expression uses something that cannot be said in .NET's dialect.</exception>
    public static string ToDotNet(string pattern)
    {
        var translation = new Re2Syntax(pattern);
        while (translation._at < pattern.Length) translation.Next();
        return translation._out.ToString();
    }

    private readonly bool Ahead(string text) => string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;

    private void Next()
    {
        if (Ahead("\\")) Escape(inClass: false);
        else if (Ahead("[")) Class();
        else if (Ahead("(?P<") || (Ahead("(?<") && !Ahead("(?<=") && !Ahead("(?<!"))) NamedGroup();
        else _out.Append(_pattern[_at++]);
    }

    private void NamedGroup()
    {
        var end = _pattern.IndexOf('>', _at);
        if (end < 0) throw new FormatException("a group's name does not end");
        _out.Append('(');
        _at = end + 1;
    }

    private void Class()
    {
        _out.Append('[');
        _at++;
        if (Ahead("^")) _out.Append(_pattern[_at++]);
        for (var first = true; _at < _pattern.Length; first = false)
        {
            if (Ahead("]") && !first) break;
            if (Ahead("\\")) Escape(inClass: true);
            else if (Ahead("[:")) PosixClass();
            else if (Ahead("[") || Ahead("]")) _out.Append('\\').Append(_pattern[_at++]);
            else _out.Append(_pattern[_at++]);
        }
        if (_at == _pattern.Length) throw new FormatException("a character class does not end; expected ]");
        _out.Append(']');
        _at++;
    }

    private void PosixClass()
    {
        var end = _pattern.IndexOf(":]", _at, StringComparison.Ordinal);
        var name = end < 0 ? "" : _pattern[(_at + 2)..end];
        _out.Append(name switch
        {
            "alnum" => "0-9A-Za-z",
            "alpha" => "A-Za-z",
            "ascii" => @"\x00-\x7F",
            "blank" => @"\t ",
            "cntrl" => @"\x00-\x1F\x7F",
            "digit" => Digits,
            "graph" => "!-~",
            "lower" => "a-z",
            "print" => " -~",
            "punct" => @"!-/:-@\[-`{-~",
            "space" => @"\t\n\v\f\r ",
            "upper" => "A-Z",
            "word" => Word,
            "xdigit" => "0-9A-Fa-f",
            _ => throw new FormatException($"[:{name}:] is not a class that is supported"),
        });
        _at = end + 2;
    }

    private void Escape(bool inClass)
    {
        _at++;
        if (_at == _pattern.Length) throw new FormatException("a backslash ends the expression");
        switch (_pattern[_at])
        {
            case 'd': Set(Digits, inClass); break;
            case 'w': Set(Word, inClass); break;
            case 's': Set(Space, inClass); break;
            case 'D' when !inClass: Set("^" + Digits, inClass); break;
            case 'W' when !inClass: Set("^" + Word, inClass); break;
            case 'S' when !inClass: Set("^" + Space, inClass); break;
            case 'Q' when !inClass: Quoted(); break;
            case 'x' when _at + 1 < _pattern.Length && _pattern[_at + 1] == '{': CodePoint(); break;
            case 'p' or 'P' when _at + 1 < _pattern.Length && _pattern[_at + 1] != '{':
                _out.Append('\\').Append(_pattern[_at]).Append('{').Append(_pattern[_at + 1]).Append('}');
                _at += 2;
                break;
            default: _out.Append('\\').Append(_pattern[_at++]); break;
        }
    }

    private void Set(string members, bool inClass)
    {
        _out.Append(inClass ? members : $"[{members}]");
        _at++;
    }

    private void Quoted()
    {
        _at++;
        var end = _pattern.IndexOf(@"\E", _at, StringComparison.Ordinal);
        _out.Append(Regex.Escape(end < 0 ? _pattern[_at..] : _pattern[_at..end]));
        _at = end < 0 ? _pattern.Length : end + 2;
    }

    private void CodePoint()
    {
        var end = _pattern.IndexOf('}', _at);
        var digits = end < 0 ? default : _pattern.AsSpan(_at + 2, end - _at - 2);
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is < 0 or > char.MaxValue)
            throw new FormatException(@"\x{..} wants a code point up to FFFF");
        _out.Append(CultureInfo.InvariantCulture, $"\\u{code:X4}");
        _at = end + 1;
    }
}
