using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>What a mesh would bring that is worse than what runs.</summary>
internal static class Worsening
{
    /// <summary>Where a thing stands in the file does not count: text may move.</summary>
    /// <returns>Those of <paramref name="next"/>, warnings or worse, that <paramref name="running"/> does not have.</returns>
    public static IReadOnlyList<Problem> Of(IReadOnlyList<Problem> running, IReadOnlyList<Problem> next)
    {
        var known = running.GroupBy(Key).ToDictionary(same => same.Key, same => same.Count());
        var added = new List<Problem>();
        foreach (var problem in next.Where(problem => problem.Severity != Problem.Types.Severity.Info))
        {
            var left = known.GetValueOrDefault(Key(problem));
            if (left == 0) added.Add(problem);
            else known[Key(problem)] = left - 1;
        }

        return added;
    }

    private static (Problem.Types.Severity Severity, string Code, string Path, string Message) Key(Problem problem) =>
        (problem.Severity, problem.Code, problem.Path, problem.Message);
}
