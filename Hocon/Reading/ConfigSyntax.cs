using System.Text;
using ActorMesh.Hocon.Reading.Syntax;

namespace ActorMesh.Hocon.Reading;

/// <summary>A HOCON text cut into tokens, with every blank and comment. Any text has one, broken ones too.</summary>
public sealed class ConfigSyntax
{
    private ConfigSyntax(SourceFile file, IReadOnlyList<Token> tokens, ValueSyntax root, IReadOnlyList<Diagnostic> diagnostics)
    {
        File = file;
        Tokens = tokens;
        Root = root;
        Diagnostics = diagnostics;
    }

    public SourceFile File { get; }

    /// <summary>In order, without a gap; the last one is <see cref="TokenKind.End"/>.</summary>
    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>What is wrong with the syntax alone: references and includes are not followed.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    internal ValueSyntax Root { get; }

    public static ConfigSyntax Parse(SourceFile file)
    {
        var diagnostics = new DiagnosticList();
        var tokens = Lexer.Tokens(file, diagnostics);
        var root = SyntaxParser.Parse(file, tokens, diagnostics);
        return new ConfigSyntax(file, tokens, root, diagnostics.InOrder([file]));
    }

    /// <summary>The text again, put together of the tokens.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(File.Text.Length);
        foreach (var token in Tokens) text.Append(File.Text, token.Start, token.Length);
        return text.ToString();
    }
}
