namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Asks for a path that a pattern fits as a whole.</summary>
internal sealed class PatternPath(PatternTest pattern) : PathMatcher
{
    public override string Wanted => pattern.Wanted;

    public override bool Matches(in MatchInput input) => pattern.Passes(input.Path);

    public override int RewrittenLength(ReadOnlySpan<byte> path) => path.Length;
}
