using System.Buffers;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Routing.Paths;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>What a listener would do with a request, found out without sending one: read, normalised and matched by the code that real ones meet.</summary>
/// <param name="Refused">Why it would be refused before any route is asked; null when it would not.</param>
/// <param name="Path">As routes see it.</param>
/// <param name="Routes">How the route was found; null when the request is refused.</param>
/// <param name="Covered">Routes that match as well but are never asked.</param>
public sealed record DryRun(string? Refused, string Path, RouteExplanation? Routes, IReadOnlyList<string> Covered)
{
    /// <param name="request">A whole head, in Latin-1.</param>
    /// <param name="random">The same number gives the same route.</param>
    public static DryRun Of(HttpConfiguration listener, string request, ulong random)
    {
        var bytes = Encoding.Latin1.GetBytes(request);
        var head = new RequestHead();
        if (RequestParser.Parse(bytes, 0, bytes.Length, head, listener.Server.Limits) is { } broken) return new DryRun(broken.Explanation, "", null, []);
        if (!TryNormalise(head, listener.Connection.Paths)) return new DryRun("The path cannot be normalised.", Text(head.Path), null, []);
        var facts = new ExchangeFacts { ClientAddress = "127.0.0.1"u8.ToArray() };
        return new DryRun(null, Text(head.Path), listener.Routes.Explain(head, facts, random), listener.Routes.Covered(head, facts, random));
    }

    private static bool TryNormalise(RequestHead head, PathNormaliser paths)
    {
        if (paths.IsOff || head.Method == HttpMethod.Connect) return true;
        var normal = new ArrayBufferWriter<byte>();
        var verdict = paths.Normalise(head.Target, normal);
        if (verdict is PathVerdict.Rewritten or PathVerdict.Redirect) head.RewriteTarget(normal.WrittenSpan);
        return verdict != PathVerdict.Rejected;
    }

    private static string Text(ReadOnlySpan<byte> path) => Encoding.UTF8.GetString(path);
}
