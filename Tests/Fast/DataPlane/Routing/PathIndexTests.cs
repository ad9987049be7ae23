using System.Text;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Matching;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

public sealed class PathIndexTests
{
    [Theory]
    [InlineData("/service-999/x", 999, 1)]
    [InlineData("/service-0/x", 0, 1)]
    [InlineData("/service-1000/x", null, 0)]
    [InlineData("/elsewhere", null, 0)]
    [InlineData("/", null, 0)]
    public void A_thousand_prefixes_are_searched_not_walked(string path, int? expected, int asked)
    {
        var (index, counters) = IndexOf([.. Enumerable.Range(0, 1000).Select(i => $"/service-{i}/")]);
        Assert.Equal(expected, Find(index, path)?.Index);
        Assert.Equal(asked, counters.Sum(counter => counter.Asked));
    }

    [Fact]
    public void Only_the_prefixes_of_a_path_are_asked_in_table_order()
    {
        var (index, counters) = IndexOf(["/a/b/c", "/a/b", "/x", "/a", "/a/b/d", "/a/z", "/y", "/z"]);
        Assert.Equal(1, Find(index, "/a/b/d")?.Index);
        Assert.Equal([1], counters.Index().Where(counter => counter.Item.Asked > 0).Select(counter => counter.Index));
    }

    [Fact]
    public void Routes_without_a_literal_are_asked_where_they_stand()
    {
        var (index, counters) = IndexOf(["/a", null, "/a", "/b", "/c", "/d", "/e", null]);
        counters[0].Answer = false;
        counters[1].Answer = false;
        Assert.Equal(2, Find(index, "/a")?.Index);
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0], counters.Select(counter => counter.Asked));
        Assert.Equal(7, Find(index, "/nothing")?.Index);
    }

    private static CompiledRoute? Find(PathIndex index, string path)
    {
        var input = new MatchInput(Request(path), Facts(), 0, ignorePathParameters: false);
        return index.Find(in input);
    }

    private static (PathIndex Index, CountingPath[] Counters) IndexOf(string?[] literals)
    {
        var counters = literals.Select(literal => new CountingPath(literal)).ToArray();
        return (new PathIndex([.. counters.Select((path, i) => new CompiledRoute("", i, path, [], new DirectReply(200, [])))]), counters);
    }

    /// <summary>A prefix that counts how often it is asked.</summary>
    private sealed class CountingPath(string? literal) : PathMatcher
    {
        public int Asked { get; private set; }

        public bool Answer { get; set; } = true;

        public override byte[]? IndexKey { get; } = literal is null ? null : Encoding.ASCII.GetBytes(literal);

        public override string Wanted => literal ?? "anything";

        public override bool Matches(in MatchInput input)
        {
            Asked++;
            return Answer && (literal is null || input.Path.StartsWith(IndexKey));
        }

        public override int RewrittenLength(ReadOnlySpan<byte> path) => 0;
    }
}
