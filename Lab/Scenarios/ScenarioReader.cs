using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary>Reads a scenario file: a mesh file with a section <c>lab</c>, checked against <see cref="ScenarioManual"/>.</summary>
public static class ScenarioReader
{
    private const string Lab = "lab", Variants = "variants";

    /// <summary>Findings of a mesh as a whole that leave nothing sensible to run: names that lead nowhere, and routes. The others are what a lab is for.</summary>
    private static readonly string[] FatalFindings = ["AM02", "AM03"];

    /// <param name="file">The text.</param>
    /// <param name="sources">What the text may draw on besides itself.</param>
    /// <returns>Always a result: no text makes this throw.</returns>
    public static ScenarioReading Read(SourceFile file, ConfigSources? sources = null)
    {
        var reading = ConfigReader.Read(file, sources);
        if (reading.Root is not { } root) return new ScenarioReading(null, reading.Diagnostics);
        var check = new SchemaCheck();
        var forms = Forms(root, check);
        var read = forms.ConvertAll(form => Variant(form.Name, form.Root, [.. forms.Select(one => one.Name)], check));
        var diagnostics = reading.Diagnostics.Concat(check.Diagnostics)
            .Concat(read.SelectMany(one => one.Findings))
            .DistinctBy(found => (found.File, found.Position, found.Code, found.Message))
            .ByPlace(reading.Files).ToList();
        if (diagnostics.Exists(found => found.Severity == DiagnosticSeverity.Error)) return new ScenarioReading(null, diagnostics);
        var about = new Layers([ScenarioManual.Lab, (ConfigObject)read[0].Root.Value(Lab)!]);
        var name = Path.GetFileNameWithoutExtension(file.Name);
        var scenario = new Scenario(
            name, about.Text("title").Value, about.TextOrNone("scene").Value ?? "", about.Text("lesson").Value.Trim('\n'), [.. read.Select(one => one.Variant!)]);
        return new ScenarioReading(scenario, diagnostics);
    }

    /// <summary>The file as each variant has it; as it is when it has none.</summary>
    private static List<(string Name, ConfigObject Root)> Forms(ConfigObject root, SchemaCheck check)
    {
        if (root.Value(Lab) is not ConfigObject lab || lab.Entry(Variants) is not { Value: ConfigObject { Entries.Count: > 0 } variants }) return [("", root)];
        var common = root.With(Lab, lab.Without(Variants));
        var forms = new List<(string, ConfigObject)>();
        foreach (var entry in variants.Entries)
        {
            var path = $"lab.variants.{entry.Key}";
            if (entry.Value is not ConfigObject differs)
                check.Error(entry.Value.Span, "AM0103", path, $"{path} is a section, not a value", $"write {entry.Key} {{ mesh.defaults.retries.max-attempts = 1 }}");
            else if (TextForms.Name.Check(entry.Key) is { } problem)
                check.Error(entry.KeySpan, "AM0103", path, $"{problem.Message} for a variant", problem.Hint);
            else forms.Add((entry.Key, differs.Over(common)));
        }
        return forms.Count > 0 ? forms : [("", common)];
    }

    private static Draft Variant(string name, ConfigObject written, IReadOnlyList<string> variants, SchemaCheck check)
    {
        var errors = check.Diagnostics.Count;
        var root = check.Clean(written, ScenarioManual.Schema, "");
        if (root.Value(Lab) is not ConfigObject lab)
        {
            if (written.Value(Lab) is null)
                check.Error(new SourceSpan(root.Span.File, 0, 0), "AM0112", Lab, "the file has no lab: it says not what to run", "write lab { title = ..., load { at = ... } }; actormesh lab show retry-storm has one");
            return new Draft(null, root, []);
        }
        var mesh = MeshReader.Draft(root, check);
        var findings = MeshFindings.Of(mesh)
            .Where(found => found.Severity == DiagnosticSeverity.Error && FatalFindings.Any(kind => found.Code?.StartsWith(kind, StringComparison.Ordinal) == true)).ToList();
        var variant = new LabReader(mesh, variants, check).Read(name, lab);
        return new Draft(check.Diagnostics.Count == errors ? variant : null, root, findings);
    }

    private sealed record Draft(ScenarioVariant? Variant, ConfigObject Root, IReadOnlyList<Diagnostic> Findings);
}
