using System.Buffers;
using System.Text;
using ActorMesh.DataPlane.Routing.Paths;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using CsCheck;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using Action = ActorMesh.Runtime.Contracts.Envoy.Http.HttpConnectionManager.Types.PathWithEscapedSlashesAction;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class PathNormaliserTests
{
    private static readonly Gen<PathNormaliser> Normalisers =
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Enum<EscapedSlashes>(), (normalise, merge, slashes) => new PathNormaliser(normalise, merge, slashes));

    private static readonly Gen<string> Targets =
        OneOf("/", "/", ".", "..", "a", "b", "%2e", "%2E", "%2f", "%2F", "%5c", "\\", "%41", "%7e", "%", "%2", "%25", "%00", "?", "=", "é", "%zz", "~")
            .Array[0, 12].Select(parts => "/" + string.Concat(parts));

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a/./b", "/a/b")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/a/b/.", "/a/b/")]
    [InlineData("/a/b/../..", "/")]
    [InlineData("/..", "/")]
    [InlineData("/../../etc/passwd", "/etc/passwd")]
    [InlineData("/a/..../b", "/a/..../b")]
    [InlineData("/a/.b/..c", "/a/.b/..c")]
    [InlineData("/a/%2e%2E/b", "/b")]
    [InlineData("/a/.%2e/b", "/b")]
    [InlineData("/%61%7E%2D", "/a~-")]
    [InlineData("/a%20b%3f", "/a%20b%3f")]
    [InlineData("/a%252e%252e/b", "/a%252e%252e/b")]
    [InlineData("/a%2Fb", "/a%2Fb")]
    [InlineData("/a//b", "/a//b")]
    [InlineData("/a//../b", "/a/b")]
    [InlineData("/a/../b?c/../d&%2e", "/b?c/../d&%2e")]
    [InlineData("/a/..?", "/?")]
    public void Dot_segments_and_needless_escapes_go_away(string target, string expected) =>
        Assert.Equal(expected, Normalised(new PathNormaliser(true, false, EscapedSlashes.Keep), target));

    [Theory]
    [InlineData("/a//b///c", "/a/b/c")]
    [InlineData("//", "/")]
    [InlineData("/a/?b//c", "/a/?b//c")]
    [InlineData("/a/%2f/b", "/a/%2f/b")]
    [InlineData("/a/..//b", "/a/../b")]
    public void Slashes_are_merged_when_told(string target, string expected) =>
        Assert.Equal(expected, Normalised(new PathNormaliser(false, true, EscapedSlashes.Keep), target));

    [Theory]
    [InlineData("/a%2fb", "/a/b")]
    [InlineData("/a%5Cb", "/a/b")]
    [InlineData("/a\\b", "/a/b")]
    [InlineData("/a%2f..%2Fb", "/b")]
    [InlineData("/a/%2f/b", "/a/b")]
    [InlineData("/a%252fb", "/a%252fb")]
    public void Escaped_slashes_become_slashes_when_told(string target, string expected)
    {
        Assert.Equal(expected, Normalised(new PathNormaliser(true, true, EscapedSlashes.UnescapeAndForward), target));
        Assert.Equal(
            expected == target ? PathVerdict.Unchanged : PathVerdict.Redirect,
            Verdict(new PathNormaliser(true, true, EscapedSlashes.UnescapeAndRedirect), target));
    }

    [Theory]
    [InlineData("/a%2fb", PathVerdict.Rejected)]
    [InlineData("/a%5cb", PathVerdict.Rejected)]
    [InlineData("/a\\b", PathVerdict.Rejected)]
    [InlineData("/a/../b", PathVerdict.Rewritten)]
    [InlineData("/a?%2f", PathVerdict.Unchanged)]
    public void Escaped_slashes_are_rejected_when_told(string target, PathVerdict expected) =>
        Assert.Equal(expected, Verdict(new PathNormaliser(true, true, EscapedSlashes.Reject), target));

    [Theory]
    [InlineData("/%")]
    [InlineData("/%2")]
    [InlineData("/%zz")]
    [InlineData("/a%00b")]
    [InlineData("/a\u00e9")]
    [InlineData("/a\u0001")]
    [InlineData("/a#b")]
    public void Malformed_paths_are_rejected(string target) =>
        Assert.Equal(PathVerdict.Rejected, Verdict(new PathNormaliser(true, false, EscapedSlashes.Keep), target));

    [Theory]
    [InlineData("/admin;a/users", Action.ImplementationSpecificDefault, PathVerdict.Rejected)]
    [InlineData("/admin%3Ba/users", Action.RejectRequest, PathVerdict.Rejected)]
    [InlineData("/admin;", Action.UnescapeAndForward, PathVerdict.Rejected)]
    [InlineData("/admin;a/users", Action.KeepUnchanged, PathVerdict.Unchanged)]
    [InlineData("/admin?a;b", Action.RejectRequest, PathVerdict.Unchanged)]
    public void Where_access_depends_on_the_path_its_parameters_are_rejected(string target, Action slashes, PathVerdict expected)
    {
        var settings = new HttpConnectionManager { NormalizePath = true, PathWithEscapedSlashesAction = slashes };
        Assert.Equal(expected, Verdict(PathNormaliser.Of(settings, decidesAccess: true), target));
        Assert.Equal(PathVerdict.Unchanged, Verdict(PathNormaliser.Of(settings), "/admin;a/users"));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("example.com:443")]
    public void Targets_without_a_path_stay(string target) =>
        Assert.Equal(PathVerdict.Unchanged, Verdict(new PathNormaliser(true, true, EscapedSlashes.Reject), target));

    [Fact]
    public void Nothing_happens_when_nothing_is_asked_for()
    {
        var off = PathNormaliser.Of(new HttpConnectionManager());
        Assert.True(off.IsOff);
        Assert.Equal(PathVerdict.Unchanged, Verdict(off, "/a/..//%2f%zz"));
        Assert.Equal("/b/c", Normalised(PathNormaliser.Of(new HttpConnectionManager { NormalizePath = true, MergeSlashes = true }), "/a/..//b//c"));
    }

    [Fact]
    public void Normalising_twice_changes_nothing() => Gen.Select(Normalisers, Targets).Sample((normaliser, target) =>
    {
        if (Normalised(normaliser, target) is not { } once) return;
        Assert.Equal(once, Normalised(normaliser, once));
        Assert.Equal(PathVerdict.Unchanged, Verdict(normaliser, once));
    }, iter: 20_000);

    [Fact]
    public void No_path_climbs_above_its_root_and_the_query_stays() => Targets.Sample(target =>
    {
        var normaliser = new PathNormaliser(true, true, EscapedSlashes.UnescapeAndForward);
        if (Normalised(normaliser, target) is not { } result) return;
        var cut = target.IndexOf('?', StringComparison.Ordinal);
        var path = result.Split('?')[0];
        Assert.StartsWith("/", path, StringComparison.Ordinal);
        Assert.DoesNotContain("//", path, StringComparison.Ordinal);
        Assert.DoesNotContain(path.Split('/'), segment => segment is "." or "..");
        Assert.Equal(cut < 0 ? "" : target[cut..], result[path.Length..]);
    });

    [Fact]
    public void Dot_segments_are_removed_as_a_stack_of_names_would() => OneOf("", ".", "..", "a", "bc").Array[1, 8].Sample(segments =>
    {
        var stack = new List<string>();
        foreach (var segment in segments)
        {
            if (segment == ".." && stack.Count > 0) stack.RemoveAt(stack.Count - 1);
            if (segment is not ("." or "..")) stack.Add(segment);
        }
        if (segments[^1] is "." or "..") stack.Add("");
        Assert.Equal(
            "/" + string.Join('/', stack),
            Normalised(new PathNormaliser(true, false, EscapedSlashes.Keep), "/" + string.Join('/', segments)));
    });

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static PathVerdict Verdict(PathNormaliser normaliser, string target) =>
        normaliser.Normalise(Encoding.Latin1.GetBytes(target), new ArrayBufferWriter<byte>());

    private static string? Normalised(PathNormaliser normaliser, string target)
    {
        var output = new ArrayBufferWriter<byte>();
        var bytes = Encoding.Latin1.GetBytes(target);
        return normaliser.Normalise(bytes, output) switch
        {
            PathVerdict.Rejected => null,
            PathVerdict.Unchanged => target,
            _ => Encoding.Latin1.GetString(output.WrittenSpan),
        };
    }
}
