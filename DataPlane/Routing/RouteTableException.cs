namespace ActorMesh.DataPlane.Routing;

/// <summary>A route configuration was refused; carries every problem found, in the order of the configuration.</summary>
public sealed class RouteTableException : Exception
{
    public RouteTableException(IReadOnlyList<RouteProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    public IReadOnlyList<RouteProblem> Problems { get; }
}
