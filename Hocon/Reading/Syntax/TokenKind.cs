namespace ActorMesh.Hocon.Reading.Syntax;

public enum TokenKind
{
    /// <summary>Blanks within a line.</summary>
    Space,

    /// <summary>The end of a line, with a carriage return before it if there is one.</summary>
    NewLine,

    /// <summary>From <c>#</c> or <c>//</c> to the end of the line.</summary>
    Comment,
    Colon,
    Equals,
    PlusEquals,
    Comma,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,

    /// <summary>A string in double quotes; without its closing one when the line ends first.</summary>
    Quoted,

    /// <summary>A string in triple quotes, which may run over lines.</summary>
    MultiLine,

    /// <summary>Text without quotes.</summary>
    Unquoted,

    /// <summary><c>${</c>.</summary>
    Reference,

    /// <summary><c>${?</c>.</summary>
    OptionalReference,

    /// <summary>A character that needs quotes.</summary>
    Illegal,

    /// <summary>The end of the text. Empty.</summary>
    End,
}
