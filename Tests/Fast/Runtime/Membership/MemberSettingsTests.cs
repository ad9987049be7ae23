using ActorMesh.Runtime.Membership;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Membership;

/// <summary>Settings make a sound member, or are refused with words.</summary>
public sealed class MemberSettingsTests
{
    private static readonly MemberAddress Own = new("control-1", 7946);

    [Theory]
    [InlineData("control-1", "control-1", MemberAddress.DefaultPort)]
    [InlineData("control-1:1", "control-1", 1)]
    [InlineData(" 10.0.0.1:65535 ", "10.0.0.1", 65535)]
    [InlineData("[::1]:9", "::1", 9)]
    [InlineData("[::1]", "::1", MemberAddress.DefaultPort)]
    [InlineData("::1", "::1", MemberAddress.DefaultPort)]
    public void Addresses_are_read(string written, string host, int port) => Assert.Equal(new MemberAddress(host, port), MemberAddress.Parse(written));

    [Theory]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("a:b")]
    [InlineData("a:65536")]
    [InlineData("a:-1")]
    [InlineData("a b:1")]
    [InlineData("a:1:2")]
    [InlineData("akka.tcp://actormesh@a:1")]
    public void Other_addresses_are_refused(string written) =>
        Assert.Contains("write host:port", Assert.Throws<MemberException>(() => MemberAddress.Parse(written)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void One_three_and_five_control_nodes_are_right(int count) => Control(count).Check();

    [Theory]
    [InlineData(2, "less safe than one")]
    [InlineData(8, "7 are the most")]
    public void Other_numbers_are_refused(int count, string said) =>
        Assert.Contains(said, Assert.Throws<MemberException>(() => Control(count).Check()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_sidecar_needs_a_control_node_to_join_by()
    {
        Assert.Throws<MemberException>(() => new MemberSettings(Own, [], [MemberRole.Sidecar]).Check());
        new MemberSettings(Own, [new MemberAddress("control-1", 7946), new MemberAddress("control-2", 7946)], [MemberRole.Sidecar]).Check();
    }

    [Fact]
    public void Settings_arrive_in_the_cluster()
    {
        var config = MemberConfiguration.Of(Control(3) with { BindHost = "0.0.0.0" });
        Assert.Equal("0.0.0.0", config.GetString("akka.remote.dot-netty.tcp.hostname"));
        Assert.Equal("control-0", config.GetString("akka.remote.dot-netty.tcp.public-hostname"));
        Assert.Equal(["control"], config.GetStringList("akka.cluster.roles"));
        Assert.Equal("akka.tcp://actormesh@control-2:7946", config.GetStringList("akka.cluster.seed-nodes")[2]);
        Assert.Equal("control", config.GetString("akka.cluster.split-brain-resolver.keep-majority.role"));
        Assert.Equal(TimeSpan.FromSeconds(3), config.GetTimeSpan("akka.cluster.split-brain-resolver.stable-after"));
        Assert.Equal(TimeSpan.FromMilliseconds(250), config.GetTimeSpan("akka.cluster.failure-detector.heartbeat-interval"));
        Assert.Equal(MemberConfiguration.FrameMax, config.GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size"));
    }

    [Theory]
    [InlineData("a\"b", "a\"b")]
    [InlineData("a\\b", "a\\b")]
    [InlineData("${HOME} # no // comment", "${HOME} # no // comment")]
    public void Any_text_can_be_a_setting(string text, string read) =>
        Assert.Equal(read, Akka.Configuration.ConfigurationFactory.ParseString($"a {{ b = {AkkaText.Quoted(text)}, c = 1 }}").GetString("a.b"));

    [Fact]
    public void A_line_break_is_none() => Assert.Throws<MemberException>(() => AkkaText.Quoted("a\nb"));

    private static MemberSettings Control(int seeds) =>
        new(new MemberAddress("control-0", 7946), [.. Enumerable.Range(0, seeds).Select(i => new MemberAddress($"control-{i}", 7946))], [MemberRole.Control]);
}
