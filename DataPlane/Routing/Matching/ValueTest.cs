namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>A question about one value of a request.</summary>
internal abstract class ValueTest
{
    public abstract bool Passes(ReadOnlySpan<byte> value);

    /// <summary>What is asked for, for people: <c>prefix "v1-"</c>.</summary>
    public abstract string Wanted { get; }
}
