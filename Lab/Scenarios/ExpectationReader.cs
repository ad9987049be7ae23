using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary>Reads an entry of <c>lab.expect</c>.</summary>
internal sealed class ExpectationReader(ServiceMesh mesh, IReadOnlyList<string> variants, SchemaCheck check)
{
    /// <returns>Null when it does not say what to measure.</returns>
    public Expectation? Read(ConfigObject written, string path)
    {
        var layers = new Layers([ScenarioManual.Expectation, written]);
        if (layers.TextOrNone("measure").Value is not { } name) return null;
        var measure = Measures.Named(name);
        var of = layers.TextOrNone("of");
        CheckService(measure, of, written, path);
        CheckVariants(layers.Texts("variants"), path);
        var expectation = new Expectation(
            written.Span, measure, of.Value, layers.Texts("variants").Value, layers.Duration("from").Value, layers.DurationOrOff("until").Value,
            Bound(layers, "at-least", measure, path), Bound(layers, "at-most", measure, path), Bound(layers, "predicted", measure, path));
        if (written.Value("at-least") is null && written.Value("at-most") is null)
            check.Error(written.Span, "AM0112", path, $"it says not how much {name} is wanted", "write at-least, at-most or both");
        if (expectation.Until <= expectation.From)
            check.Error(layers.DurationOrOff("until").Origin, "AM0106", $"{path}.until", "it ends before it begins", "write an until that is later than from");
        return expectation;
    }

    private void CheckService(Measure measure, Setting<string?> of, ConfigObject written, string path)
    {
        if (of.Value is not { } service)
        {
            if (measure.NeedsService()) check.Error(written.Span, "AM0112", $"{path}.of", $"{measure.Name()} is of a service, and it says not of which", "write of = SERVICE");
        }
        else if (mesh.Find(service) is null)
        {
            check.UnknownService(mesh, of.Origin, $"{path}.of", service);
        }
        else if (!measure.TakesService())
        {
            check.Error(of.Origin, "AM0113", $"{path}.of", $"{measure.Name()} is of the load, not of a service", "leave it out");
        }
    }

    private void CheckVariants(Setting<IReadOnlyList<string>> wanted, string path)
    {
        foreach (var unknown in wanted.Value.Where(one => !variants.Contains(one, StringComparer.Ordinal)))
        {
            var hint = NearestName.Among(unknown, variants) is { } near ? $"did you mean '{near}'?" : $"there is {string.Join(", ", variants)}";
            check.Error(wanted.Origin, "AM0201", $"{path}.variants", $"there is no variant {Shown.Of(unknown)}", variants is [""] ? "the file has no variants" : hint);
        }
    }

    private double? Bound(Layers layers, string key, Measure measure, string path)
    {
        var written = layers.TextOrNone(key);
        if (written.Value is not { } text) return null;
        if (measure.Kind().TryParse(text, out var value, out var problem)) return value;
        var parts = problem.Split("; ", 2);
        check.Error(written.Origin, "AM0103", $"{path}.{key}", parts[0], parts.Length > 1 ? parts[1] : null);
        return null;
    }
}
