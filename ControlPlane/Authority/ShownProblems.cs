using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>As many problems as fit into an answer.</summary>
internal static class ShownProblems
{
    public const int Max = 200;

    /// <param name="problems">The worst first.</param>
    public static IEnumerable<Problem> Of(IEnumerable<Problem> problems)
    {
        var all = problems.ToList();
        return all.Count <= Max
            ? all
            : [.. all.Take(Max), new Problem { Severity = Problem.Types.Severity.Info, Message = $"{all.Count - Max} more are not shown; check the file to see all" }];
    }
}
