namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>
/// What happens to a request that a route took: <see cref="ForwardAction"/>, <see cref="RedirectReply"/> or <see cref="DirectReply"/>.
/// </summary>
public abstract class RouteOutcome
{
    private protected RouteOutcome()
    {
    }
}
