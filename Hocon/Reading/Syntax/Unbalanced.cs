namespace ActorMesh.Hocon.Reading.Syntax;

/// <summary>Says of a brace, bracket or quote that it has no partner (AM0109): at the opening, with the place where it was noticed.</summary>
internal static class Unbalanced
{
    private const string Code = "AM0109";

    public static void Quote(DiagnosticList diagnostics, SourceFile file, int opening, int noticed) =>
        diagnostics.Error(
            new SourceSpan(file, opening, 1),
            Code,
            "the quote opened here is never closed",
            $"the line ends before it does (noticed at {file.PositionAt(noticed)}); close it, or use \"\"\" for a text of several lines");

    public static void TripleQuote(DiagnosticList diagnostics, SourceFile file, int opening) =>
        diagnostics.Error(
            new SourceSpan(file, opening, 3),
            Code,
            "the \"\"\" opened here is never closed",
            $"noticed at the end of the file, {file.PositionAt(file.Text.Length)}");

    /// <summary>Noticed at the token under the cursor.</summary>
    public static void Bracket(DiagnosticList diagnostics, TokenCursor cursor, Token opening)
    {
        var token = cursor.Current;
        if (token.Kind is TokenKind.End or TokenKind.NewLine or TokenKind.Comment) Bracket(diagnostics, cursor.File, opening, token.Start);
        else Report(diagnostics, cursor.File, opening, $"at the {Shown.Of(cursor.TextOf(token))} in {cursor.File.PositionAt(token.Start)}");
    }

    public static void Bracket(DiagnosticList diagnostics, SourceFile file, Token opening, int noticed) =>
        Report(diagnostics, file, opening, noticed >= file.Text.Length ? $"at the end of the file, {file.PositionAt(noticed)}" : $"at {file.PositionAt(noticed)}");

    private static void Report(DiagnosticList diagnostics, SourceFile file, Token opening, string noticed)
    {
        var (open, close) = opening.Kind switch
        {
            TokenKind.OpenBrace => ("{", "}"),
            TokenKind.OpenBracket => ("[", "]"),
            _ => ("${", "}"),
        };
        diagnostics.Error(
            new SourceSpan(file, opening.Start, opening.Length),
            Code,
            $"the '{open}' opened here is never closed",
            $"noticed {noticed}; add the missing '{close}'");
    }

    public static void Stray(DiagnosticList diagnostics, SourceFile file, Token closing) =>
        diagnostics.Error(
            new SourceSpan(file, closing.Start, closing.Length),
            Code,
            $"this '{file.Text[closing.Start]}' closes nothing",
            "remove it, or add the opening one that is missing above");
}
