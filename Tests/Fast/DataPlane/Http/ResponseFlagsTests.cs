using System.Numerics;
using ActorMesh.DataPlane.Http;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http;

public sealed class ResponseFlagsTests
{
    [Fact]
    public void Every_flag_has_a_code_of_its_own()
    {
        var flags = Enum.GetValues<ResponseFlag>().Where(flag => flag != ResponseFlag.None).ToList();
        Assert.Equal(flags.Order(), ResponseFlags.All.Select(pair => pair.Flag).Order());
        Assert.Equal(flags.Count, ResponseFlags.All.Select(pair => pair.Code).Distinct().Count());
        Assert.All(flags, flag => Assert.Equal(1, BitOperations.PopCount((uint)flag)));
    }

    [Fact]
    public void Flags_are_written_as_in_access_logs()
    {
        Assert.Equal("-", ResponseFlags.Text(ResponseFlag.None));
        Assert.Equal("UH", ResponseFlags.Text(ResponseFlag.NoHealthyUpstream));
        Assert.Equal("UF,UO", ResponseFlags.Text(ResponseFlag.UpstreamOverflow | ResponseFlag.UpstreamConnectionFailure));
    }

    [Fact]
    public void Counters_count_each_flag_that_is_set()
    {
        var counters = new ServerCounters();
        counters.Flag(ResponseFlag.UpstreamOverflow | ResponseFlag.NoRoute);
        counters.Flag(ResponseFlag.NoRoute);
        counters.Flag(ResponseFlag.None);
        Assert.Equal((2, 1, 0), (counters.Flagged(ResponseFlag.NoRoute), counters.Flagged(ResponseFlag.UpstreamOverflow), counters.Flagged(ResponseFlag.NoCluster)));
        counters.Answered(503);
        counters.Answered(599);
        Assert.Equal((2, 0), (counters.Answers(5), counters.Answers(4)));
    }
}
