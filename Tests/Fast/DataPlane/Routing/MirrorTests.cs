using System.Buffers;
using System.Text;
using ActorMesh.DataPlane.Routing.Actions;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;
using static ActorMesh.Tests.Fast.Kit.RouteTables;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class MirrorTests
{
    [Fact]
    public void A_mirror_takes_its_share()
    {
        var mirror = Mirrors("""[{"cluster":"m","runtime_fraction":{"default_value":{"numerator":10}}}]""").Single();
        Assert.Equal("m", mirror.SelectCluster(Request(), Facts(), 9)?.Name);
        Assert.Null(mirror.SelectCluster(Request(), Facts(), 10));
        Assert.Equal("m", Mirrors("""[{"cluster":"m"}]""").Single().SelectCluster(Request(), Facts(), ulong.MaxValue)?.Name);
    }

    [Fact]
    public void A_header_may_name_the_mirror()
    {
        var mirror = Mirrors("""[{"cluster_header":"x-m"}]""").Single();
        Assert.Equal("blue", mirror.SelectCluster(Request(headers: "x-m: blue"), Facts(), 0)?.Name);
        Assert.Null(mirror.SelectCluster(Request(), Facts(), 0));
    }

    [Theory]
    [InlineData("foo.com", false, "foo.com-shadow")]
    [InlineData("foo.com:8080", false, "foo.com-shadow:8080")]
    [InlineData("[::1]:8080", false, "[::1]-shadow:8080")]
    [InlineData("foo.com:8080", true, "foo.com:8080")]
    public void The_host_of_a_copy_is_marked_before_its_port(string authority, bool disabled, string expected)
    {
        var mirror = Mirrors($$"""[{"cluster":"m","disable_shadow_host_suffix_append":{{(disabled ? "true" : "false")}}}]""").Single();
        var output = new ArrayBufferWriter<byte>();
        mirror.WriteAuthority(Encoding.ASCII.GetBytes(authority), output);
        Assert.Equal(expected, output.WrittenSpan.Text());
    }

    [Theory]
    [InlineData("r1,r2", "h", "t", "r1,r2")]
    [InlineData("", "h", "t", "h")]
    [InlineData("", "", "t1,t2", "t1,t2")]
    [InlineData("", "", "", "")]
    public void The_most_specific_level_that_has_mirrors_replaces_the_others(string ofRoute, string ofHost, string ofTable, string expected)
    {
        var table = Table($$"""
            {"request_mirror_policies":{{Policies(ofTable)}},"virtual_hosts":[{"name":"v","domains":["*"],"request_mirror_policies":{{Policies(ofHost)}},
              "routes":[{"match":{"prefix":"/"},"route":{"cluster":"c","request_mirror_policies":{{Policies(ofRoute)}} } }]}]}
            """);
        var names = table.OnlyRoute().Forward().Mirrors.Select(mirror => mirror.SelectCluster(Request(), Facts(), 0)!.Name);
        Assert.Equal(expected, string.Join(',', names));
    }

    private static string Policies(string names) =>
        $"[{string.Join(',', names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => $$"""{"cluster":"{{name}}"}"""))}]";

    private static IReadOnlyList<MirrorPolicy> Mirrors(string policies) =>
        TableOf(RouteWith($$""" "route":{"cluster":"c","request_mirror_policies":{{policies}}} """)).OnlyRoute().Forward().Mirrors;
}
