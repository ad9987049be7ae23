namespace ActorMesh.Hocon.Mesh;

/// <summary><c>mesh.prometheus</c>: where metrics can be scraped.</summary>
public sealed record PrometheusSettings(Setting<int> Port, Setting<string> Path, Setting<int> MaxSeriesPerMetric)
{
    internal static PrometheusSettings Read(Layers layers) => new(layers.Count("port"), layers.Text("path"), layers.Count("max-series-per-metric"));
}
