using System.Text;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using CsCheck;

namespace ActorMesh.Tests.Fast.Hocon.Findings.Routing;

/// <summary>Small tables and requests out of so few parts that they meet often.</summary>
internal static class SomeRoutes
{
    private static readonly string[] Paths = ["/", "/a", "/a/", "/a/b", "/a/b/c", "/ab", "/b"];
    private static readonly string[] Values = ["m", "mn", "nm", "mnm"];

    private static readonly Gen<string> Path = Gen.Int[0, Paths.Length - 1].Select(i => Paths[i]);
    private static readonly Gen<string> Value = Gen.Int[0, Values.Length - 1].Select(i => Values[i]);

    private static readonly Gen<string> PathPart = Gen.OneOf(Gen.Const(""), Path.Select(path => $"path = \"{path}\""), Path.Select(path => $"path-prefix = \"{path}\""));

    private static readonly Gen<string> MethodPart = Gen.OneOf(Gen.Const(""), Gen.Const("methods = [GET]"), Gen.Const("methods = [GET, POST]"), Gen.Const("methods = [PUT]"));

    private static readonly Gen<string> HeaderPart = Gen.OneOf(
        Gen.Const(""),
        Gen.Const("header.x.present = on"),
        Gen.Const("header.x.present = off"),
        Gen.Select(Gen.OneOf(Gen.Const("exact"), Gen.Const("prefix"), Gen.Const("suffix"), Gen.Const("contains")), Value).Select(pair => $"header.x.{pair.Item1} = {pair.Item2}"));

    private static readonly Gen<string> Match = Gen.Select(PathPart, MethodPart, HeaderPart)
        .Select(parts => string.Join(", ", new[] { parts.Item1, parts.Item2, parts.Item3 }.Where(part => part.Length > 0)));

    /// <summary>Two to eight routes, in order.</summary>
    public static Gen<IReadOnlyList<Route>> Tables { get; } = Match.Array[2, 8].Select(Read);

    public static Gen<SomeRequest> Requests { get; } = Gen.Select(
        Gen.OneOf(Path, Gen.Const("/a/x"), Gen.Const("/abc")),
        Gen.OneOf(Gen.Const("GET"), Gen.Const("POST"), Gen.Const("PUT")),
        Gen.OneOf(Gen.Const((string?)null), Value.Select(value => (string?)value)),
        (path, method, header) => new SomeRequest(path, method, header));

    private static IReadOnlyList<Route> Read(string[] matches)
    {
        var text = new StringBuilder("services.s { port = 1\nroutes {\n");
        foreach (var (index, match) in matches.Index()) text.Append('r').Append(index).Append(" { match { ").Append(match).Append(" } }\n");
        return MeshReader.Read(new SourceFile("mesh.conf", text.Append("} }").ToString())).Mesh!.Services[0].Routes;
    }
}
