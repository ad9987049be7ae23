using System.Text;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>
/// Holds when a cookie passes a test. A missing cookie does not pass, so inverted it holds (unlike a missing header, as in Envoy).
/// </summary>
internal sealed class CookieCondition(string name, ValueTest test, bool invert) : RouteCondition
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    public override bool Holds(in MatchInput input) =>
        (Cookies.TryFind(input.Head.Headers, _name, out var value) && test.Passes(value)) != invert;

    public override string Explain(in MatchInput input) =>
        $"cookie {name}: wanted {(invert ? "not " : "")}{test.Wanted}, "
        + (Cookies.TryFind(input.Head.Headers, _name, out var value) ? $"got \"{Encoding.UTF8.GetString(value)}\"" : "but it is missing");
}
