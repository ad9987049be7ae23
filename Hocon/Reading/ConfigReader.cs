using ActorMesh.Hocon.Reading.Resolving;
using ActorMesh.Hocon.Reading.Syntax;

namespace ActorMesh.Hocon.Reading;

/// <summary>Reads HOCON.</summary>
public static class ConfigReader
{
    /// <param name="file">The text.</param>
    /// <param name="sources">What the text may draw on; the default is nothing outside itself.</param>
    /// <returns>Always a result: no text makes this throw.</returns>
    public static ConfigReading Read(SourceFile file, ConfigSources? sources = null)
    {
        var diagnostics = new DiagnosticList();
        var from = sources ?? ConfigSources.None;
        var includes = new Includes(file, from, diagnostics);
        var root = Root(file, includes, from, diagnostics);
        return new ConfigReading(root, diagnostics.InOrder(includes.Files), includes.Files);
    }

    private static ConfigObject? Root(SourceFile file, Includes includes, ConfigSources sources, DiagnosticList diagnostics)
    {
        var start = new SourceSpan(file, 0, 1);
        if (file.Text.Length > ReadingLimits.FileLengthMax)
        {
            diagnostics.Error(start, "AM0101", $"the file has {file.Text.Length} characters, at most {ReadingLimits.FileLengthMax} are read", "split it");
            return null;
        }
        if (SyntaxParser.Parse(file, Lexer.Tokens(file, diagnostics), diagnostics) is not ObjectSyntax syntax)
        {
            diagnostics.Error(start, "AM0103", "the file holds an array, an object is expected", "give the array a key, as in name = [ ... ]");
            return null;
        }
        var shape = new Binder(includes, diagnostics).Bind(file, syntax);
        return new ValueBuilder(new Resolver(shape, sources, diagnostics), diagnostics).Build(shape);
    }
}
