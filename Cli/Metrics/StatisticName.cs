namespace ActorMesh.Cli.Metrics;

/// <summary>Makes a configured name fit into a dotted statistic name, as Envoy does.</summary>
internal static class StatisticName
{
    /// <summary><c>127.0.0.1:10000</c> becomes <c>127.0.0.1_10000</c>.</summary>
    public static string Part(string name) => name.Replace(':', '_');
}
