namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>What a route asks of the path.</summary>
internal abstract class PathMatcher
{
    public abstract bool Matches(in MatchInput input);

    /// <summary>How many bytes of <paramref name="path"/> a prefix rewrite replaces.</summary>
    public abstract int RewrittenLength(ReadOnlySpan<byte> path);

    /// <summary>A text that every matching path starts with, byte for byte; null when there is none to index by.</summary>
    public virtual byte[]? IndexKey => null;

    /// <summary>True when starting with <see cref="IndexKey"/> is all that is asked.</summary>
    public virtual bool AsksForNothingElse => false;

    /// <summary>What is asked for, for people: <c>prefix "/api"</c>.</summary>
    public abstract string Wanted { get; }
}
