using ActorMesh.Hocon.Reading.Editing;
using ActorMesh.Hocon.Reading.Syntax;

namespace ActorMesh.Hocon.Reading;

/// <summary>
/// Changes one value of a HOCON text and leaves every other character as it is, comments included.
/// Whether the text then means what was asked for is tried before it is handed out.
/// </summary>
public static class ConfigEditor
{
    private const string Code = "AM0101";

    /// <summary>Gives a key a value, whether it has one or not. Other lines that set the same are removed where they would get in its way.</summary>
    /// <param name="path">From the root, one element each.</param>
    /// <param name="value">As HOCON, in one piece: <c>2s</c>, <c>[a, b]</c>, <c>{ x = 1 }</c>. For a text see <see cref="ConfigText.Scalar"/>.</param>
    /// <param name="sources">What the file draws on besides itself.</param>
    public static ConfigEdit Set(SourceFile file, IReadOnlyList<string> path, string value, ConfigSources? sources = null)
    {
        var syntax = ConfigSyntax.Parse(file);
        if (Broken(syntax, path) is { } refusal) return new ConfigEdit(file, refusal);
        var written = value.Trim();
        var probe = ConfigSyntax.Parse(new SourceFile("value", $"value = {written}"));
        if (!IsOneValue(probe)) return Refuse(file, 0, $"{Shown.Of(value)} is not one value", "write one value as HOCON, texts with blanks or signs in double quotes");
        var edited = new SourceFile(file.Name, TextChange.Apply(file.Text, new FieldSetting(syntax).Set(path, written)));
        var found = ConfigReader.Read(edited, sources).Root?.At([.. path]);
        var isReference = probe.Tokens.Any(token => token.IsReference);
        return found is not null && (isReference || SameValue.Are(found, ConfigReader.Read(probe.File).Root?.Value("value")))
            ? new ConfigEdit(edited, null)
            : Refuse(file, 0, $"{Shown.Of(ConfigText.Path(path))} cannot be set here", "an include, a reference or a line further down sets it again");
    }

    /// <summary>Takes a key away with its lines, the comments right above it and the one behind it.</summary>
    public static ConfigEdit Remove(SourceFile file, IReadOnlyList<string> path, ConfigSources? sources = null)
    {
        var syntax = ConfigSyntax.Parse(file);
        if (Broken(syntax, path) is { } refusal) return new ConfigEdit(file, refusal);
        var changes = new FieldRemoval(syntax).Remove(FieldFinder.All((ObjectSyntax)syntax.Root).Where(field => field.IsAtOrBelow(path)));
        var shown = Shown.Of(ConfigText.Path(path));
        if (changes.Count == 0) return Refuse(file, 0, $"{shown} is not set in this file", "look for it in what the file includes");
        var edited = new SourceFile(file.Name, TextChange.Apply(file.Text, changes));
        return ConfigReader.Read(edited, sources).Root is { } root && root.At([.. path]) is null
            ? new ConfigEdit(edited, null)
            : Refuse(file, changes[^1].Start, $"{shown} would still be set", "it comes from an include or a reference as well: set it to null instead");
    }

    private static Diagnostic? Broken(ConfigSyntax syntax, IReadOnlyList<string> path)
    {
        if (path.Count == 0) return Diagnostic.At(new SourceSpan(syntax.File, 0, 0), DiagnosticSeverity.Error, Code, "", "the path is empty", "name a key");
        if (syntax.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error) is { } error) return error;
        return syntax.Root is ObjectSyntax
            ? null
            : Diagnostic.At(new SourceSpan(syntax.File, 0, 1), DiagnosticSeverity.Error, "AM0103", "", "the file holds an array, not an object", "only objects have keys");
    }

    private static bool IsOneValue(ConfigSyntax probe) =>
        probe.Diagnostics.Count == 0 && probe.Root is ObjectSyntax { Members: [FieldSyntax field] } && field.Value.End == probe.File.Text.Length;

    private static ConfigEdit Refuse(SourceFile file, int offset, string message, string hint) =>
        new(file, Diagnostic.At(new SourceSpan(file, offset, 1), DiagnosticSeverity.Error, Code, "", message, hint));
}
