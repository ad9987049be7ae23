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

    public static void Bracket(DiagnosticList diagnostics, SourceFile file, Token opening, int noticed)
    {
        var (open, close) = opening.Kind switch
        {
            TokenKind.OpenBrace => ("{", "}"),
            TokenKind.OpenBracket => ("[", "]"),
            _ => ("${", "}"),
        };
        var where = noticed >= file.Text.Length ? $"at the end of the file, {file.PositionAt(noticed)}" : $"at {file.PositionAt(noticed)}";
        diagnostics.Error(
            new SourceSpan(file, opening.Start, opening.Length),
            Code,
            $"the '{open}' opened here is never closed",
            $"noticed {where}; add the missing '{close}'");
    }

    public static void Stray(DiagnosticList diagnostics, SourceFile file, Token closing) =>
        diagnostics.Error(
            new SourceSpan(file, closing.Start, closing.Length),
            Code,
            $"this '{file.Text[closing.Start]}' closes nothing",
            "remove it, or add the opening one that is missing above");
}
