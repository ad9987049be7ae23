namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>The proxy answers by itself. Headers come from the route's response mutations.</summary>
/// <param name="status">200..599.</param>
/// <param name="body">May be empty.</param>
public sealed class DirectReply(int status, byte[] body) : RouteOutcome
{
    public int Status => status;

    public ReadOnlyMemory<byte> Body => body;
}
