namespace ActorMesh.Hocon.Compiling;

/// <summary>A mesh that cannot be placed: the message says what does not fit, of which service, and what to do.</summary>
public sealed class PlacementException : Exception
{
    public PlacementException(string message)
        : base(message)
    {
    }
}
