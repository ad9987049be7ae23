using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Asks for a CONNECT request, which has no path.</summary>
internal sealed class ConnectPath : PathMatcher
{
    public override string Wanted => "a CONNECT request";

    public override bool Matches(in MatchInput input) => input.Head.Method == HttpMethod.Connect;

    public override int RewrittenLength(ReadOnlySpan<byte> path) => path.Length;
}
