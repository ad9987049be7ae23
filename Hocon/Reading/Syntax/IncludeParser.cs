namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Reads <c>include "name"</c>, <c>include file("name")</c> and both with <c>required( )</c> around.</summary>
internal sealed class IncludeParser(TokenCursor cursor, DiagnosticList diagnostics)
{
    /// <summary>Whether the word stands under the cursor: reserved at the start of a key, unless a separator follows.</summary>
    public bool IsInclude
    {
        get
        {
            if (cursor.Current.Kind is not TokenKind.Unquoted || cursor.TextOf(cursor.Current) != "include") return false;
            var at = cursor.At + 1;
            while (cursor[at].Kind is TokenKind.Space) at++;
            return !cursor[at].IsSeparator && cursor[at].Kind is not TokenKind.OpenBrace;
        }
    }

    public IncludeSyntax? Parse()
    {
        var word = cursor.Take();
        cursor.SkipSpace();
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
