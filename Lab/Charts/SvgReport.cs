using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Charts;

/// <summary>Charts of a run as one SVG.</summary>
public static class SvgReport
{
    public static string Of(Scenario scenario, IReadOnlyList<RunRecord> runs) => $"<svg><!-- {scenario.Name} {runs.Count} --></svg>\n";
}
