using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Lab.Scenarios;

/// <summary>Reads the section <c>lab</c> of a checked file.</summary>
/// <param name="mesh">Whose services it speaks of.</param>
/// <param name="variants">Names of all variants.</param>
/// <param name="check">Is told what is wrong.</param>
internal sealed class LabReader(ServiceMesh mesh, IReadOnlyList<string> variants, SchemaCheck check)
{
    public ScenarioVariant Read(string name, ConfigObject written)
    {
        var lab = new Layers([ScenarioManual.Lab, written]);
        var duration = lab.Duration("duration").Value;
        return new ScenarioVariant(
            name, mesh, ulong.Parse(lab.Text("seed").Value), duration, lab.Duration("network").Value, LoadOf(written), Workloads(written),
            [.. Items(written, "timeline").Select(item => new FaultReader(mesh, check).Read(item.Item, $"lab.timeline[{item.Index}]"))],
            [.. Items(written, "expect").Select(item => new ExpectationReader(mesh, variants, check).Read(item.Item, $"lab.expect[{item.Index}]")).OfType<Expectation>()],
            LiveOf(written));
    }

    private static LiveSettings LiveOf(ConfigObject written) => written.Value("live") is ConfigObject live
        ? new LiveSettings(live.Value("rate") is null ? null : new Layers([live]).Rate("rate").Value, new Layers([live]).DurationOrOff("duration").Value)
        : new LiveSettings(null, null);

    private Load LoadOf(ConfigObject written)
    {
        if (written.Value("load") is not ConfigObject load)
        {
            check.Error(written.Span, "AM0112", "lab.load", "lab has no load: nothing would happen", "write load { at = SERVICE, rate = 100/s }");
            load = ScenarioManual.LoadProfile;
        }
        var layers = new Layers([ScenarioManual.LoadProfile, load]);
        var at = layers.TextOrNone("at");
        if (at.Value is { } service && mesh.Find(service) is null) check.UnknownService(mesh, at.Origin, "lab.load.at", service);
        return new Load(
            at.Value ?? "", layers.Rate("rate").Value, layers.Text("arrivals").Value == "even", layers.Duration("ramp").Value, layers.Text("method").Value,
            layers.Text("path").Value);
    }

    private Dictionary<string, WorkloadModel> Workloads(ConfigObject written)
    {
        var models = new Dictionary<string, WorkloadModel>(StringComparer.Ordinal);
        if (written.Value("services") is not ConfigObject services) return models;
        foreach (var entry in services.Entries)
        {
            if (mesh.Find(entry.Key) is null) check.UnknownService(mesh, entry.KeySpan, $"lab.services.{entry.Key}", entry.Key);
            else models[entry.Key] = Workload(new Layers([ScenarioManual.Workload, (ConfigObject)entry.Value]));
        }
        return models;
    }

    private WorkloadModel Workload(Layers layers) => new(
        Latency(layers.Section("latency")),
        layers.Count("workers").Value,
        layers.Count("queue").Value,
        layers.Share("errors").Value,
        layers.Count("error-status").Value,
        layers.Text("health").Value == "answers",
        layers.Text("when-left").Value == "stops");

    private LatencyModel Latency(Layers layers)
    {
        var typical = layers.Duration("typical").Value;
        var p99 = layers.DurationOrOff("p99");
        if (p99.Value < typical)
            check.Error(p99.Origin, "AM0106", "p99", "the 99th percentile is below the median", "write the longer of the two as p99");
        return new LatencyModel(
            layers.Word("shape", word => Enum.Parse<LatencyShape>(word, ignoreCase: true)).Value, typical, layers.Share("spread").Value, p99.Value ?? typical * 3);
    }

    private static IEnumerable<(int Index, ConfigObject Item)> Items(ConfigObject written, string list) =>
        (written.Value(list) as ConfigArray)?.Items.OfType<ConfigObject>().Index() ?? [];
}
