namespace ActorMesh.DataPlane.Routing;

/// <summary>One reason why a route configuration cannot be used.</summary>
/// <param name="Path">The field at fault, counted from the RouteConfiguration: <c>virtual_hosts[0].routes[2].match.safe_regex</c>.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
public sealed record RouteProblem(string Path, string Message)
{
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
