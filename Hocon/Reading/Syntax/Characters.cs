using System.Globalization;

namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>What a character means outside quotes. Source: the HOCON specification, "Unquoted strings" and "Whitespace".</summary>
internal static class Characters
{
    /// <summary>Blanks of every script, the byte order mark, and control characters that count as blanks; not the line feed.</summary>
    public static bool IsSpace(char character) => character switch
    {
        ' ' or '\t' or '\r' or '\v' or '\f' or '\uFEFF' or (>= '\u001C' and <= '\u001F') => true,
        < '\u0080' => false,
        _ => char.GetUnicodeCategory(character) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };

    /// <summary>Characters that mean something, or may one day, and so cannot stand in text without quotes.</summary>
    public static bool IsReserved(char character) => character is '$' or '"' or '{' or '}' or '[' or ']' or ':' or '=' or ',' or '+' or '#'
        or '`' or '^' or '?' or '!' or '@' or '*' or '&' or '\\';
}
