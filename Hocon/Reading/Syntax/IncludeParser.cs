namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Reads <c>include "name"</c>, <c>include file("name")</c> and both with <c>required( )</c> around.</summary>
internal sealed class IncludeParser(TokenCursor cursor, DiagnosticList diagnostics)
{
    /// <summary>Whether the word stands under the cursor. It is reserved at the start of a key.</summary>
    public bool IsInclude => cursor.Current is { Kind: TokenKind.Unquoted, Length: 7 } && cursor.TextOf(cursor.Current) == "include";

    public IncludeSyntax? Parse()
    {
        var word = cursor.Take();
        var behindWord = cursor.At;
        cursor.SkipBlank();
        var before = TakeWord();
        if (cursor.Current.Kind is TokenKind.Quoted)
        {
            var quoted = cursor.Take();
            var name = QuotedText.Of(cursor.File, quoted, diagnostics);
            var after = TakeWord();
            if (before + after is "" or "file()" or "required()" or "required(file())")
                return new IncludeSyntax(word.Start, cursor.Previous.End, name, (quoted.Start, quoted.End));
        }
        Refuse(word, before);
        cursor.At = behindWord;
        cursor.SkipToNext();
        return null;
    }

    /// <summary>Takes unquoted text and leaves out the blanks in it.</summary>
    private string TakeWord()
    {
        var word = "";
        while (true)
        {
            var space = cursor.At;
            cursor.SkipSpace();
            if (cursor.Current.Kind is not TokenKind.Unquoted)
            {
                cursor.At = space;
                cursor.SkipSpace();
                return word;
            }
            word += cursor.TextOf(cursor.Take());
            if (word.Length > 64) return word;
        }
    }

    private void Refuse(Token word, string before)
    {
        if (before.Contains("url(", StringComparison.Ordinal) || before.Contains("classpath(", StringComparison.Ordinal))
            diagnostics.Error(
                cursor.SpanOf(word),
                "AM0108",
                "only files can be included",
                "a configuration that is fetched from elsewhere could change unseen: save it beside this file and write include \"name.conf\"");
        else
            diagnostics.Error(cursor.SpanOf(word), "AM0101", "'include' is not followed by the name of a file", "write include \"name.conf\", or \"include\" in quotes if it is a key");
    }
}
