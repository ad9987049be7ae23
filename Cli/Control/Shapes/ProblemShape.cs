using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>Something in a mesh that a person has to look at.</summary>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Place"><c>file:line:column</c></param>
/// <param name="Path">As in <c>services.orders.port</c>.</param>
internal sealed record ProblemShape(string Severity, string? Code, string Place, string Path, string Message, string? Help)
{
    public static ProblemShape Of(Problem problem) => new(
        problem.Severity switch
        {
            Problem.Types.Severity.Error => "error",
            Problem.Types.Severity.Warning => "warning",
            _ => "info",
        },
        problem.Code.Length == 0 ? null : problem.Code, problem.Place, problem.Path, problem.Message, problem.Help.Length == 0 ? null : problem.Help);

    /// <summary>As <c>lint</c> says it, without the line of the file.</summary>
    public override string ToString()
    {
        var code = Code is null ? "" : $" {Code}";
        return $"{Place}: {Severity}{code}: {Message}{(Help is null ? "" : $"\n  hint: {Help}")}";
    }
}
