using System.Net;
using ActorMesh.Cli.Control.Settings;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

public sealed class ControlOptionsReaderTests
{
    private readonly Dictionary<string, string> _flags = [], _variables = [];
    private string _file = "";

    [Fact]
    public void Nothing_said_is_a_node_of_its_own_on_loopback()
    {
        var options = Read();
        Assert.Equal(("127.0.0.1", 25520, null), (options.ClusterHost, options.ClusterPort, options.Advertise));
        Assert.Equal((IPEndPoint.Parse("127.0.0.1:15010"), IPEndPoint.Parse("127.0.0.1:15014")), (options.Xds, options.Api));
        Assert.Equal(("box-25520", "/home/me/box-25520", "/home/me/box-25520/journal.db"), (options.Name, options.State, options.Journal));
        Assert.Equal((null, null), (options.Mesh, options.LocalOffset));
        Assert.Empty(options.Join);
        Assert.Empty(options.BeyondLoopback());
        Assert.False(options.IsInsecure);
    }

    [Fact]
    public void A_flag_comes_before_the_environment_and_that_before_the_file()
    {
        _file = "control { api = \"127.0.0.1:1\", xds = \"127.0.0.1:1\", cluster = \"127.0.0.1:1\", port-offset = 7, local = on }";
        _variables["ACTORMESH_API"] = _variables["ACTORMESH_XDS"] = "127.0.0.1:2";
        _flags["api"] = "127.0.0.1:3";
        var options = Read();
        Assert.Equal((3, 2, 1, 7), (options.Api.Port, options.Xds.Port, options.ClusterPort, options.LocalOffset));
    }

    [Theory]
    [InlineData("join", "a:1, b:2,[::1]:3", "a:1 b:2 [::1]:3")]
    public void Nodes_to_join_are_parted_by_commas(string key, string text, string expected)
    {
        _flags[key] = text;
        Assert.Equal(expected, string.Join(' ', Read().Join));
    }

    [Fact]
    public void A_list_in_the_file_is_one_as_well()
    {
        _file = "control { join = [\"a:1\", \"b:2\"] }";
        Assert.Equal(["a:1", "b:2"], Read().Join);
    }

    [Fact]
    public void Addresses_beyond_loopback_are_known()
    {
        (_flags["xds"], _flags["api"]) = ("0.0.0.0:15010", "localhost:0");
        Assert.Equal(["--xds 0.0.0.0:15010"], Read().BeyondLoopback());
    }

    [Fact]
    public void Whoever_asks_nobody_who_they_are_listens_on_loopback()
    {
        _flags["insecure-dev"] = "on";
        Assert.True(Read().IsInsecure);
    }

    [Theory]
    [InlineData("cluster", "0.0.0.0:25520")]
    [InlineData("xds", "10.0.0.1:15010")]
    [InlineData("api", "[::]:15014")]
    public void And_nowhere_else(string key, string address)
    {
        (_flags["insecure-dev"], _flags[key]) = ("on", address);
        Assert.Contains("listens on loopback only", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api", "15014", "--api: `15014` is no address to listen on; write IP:PORT")]
    [InlineData("api", "example.org:1", "is no address to listen on")]
    [InlineData("xds", "127.0.0.1:70000", "is no address to listen on")]
    [InlineData("cluster", "here", "is no address; write HOST:PORT")]
    [InlineData("advertise", "a:1", "write a name or an IP address without a port")]
    [InlineData("join", "a:1,b", "--join: `b` is no address")]
    [InlineData("name", "two words", "is no name")]
    [InlineData("mesh", "/no/such/file", "is not there")]
    [InlineData("local", "perhaps", "is neither on nor off")]
    [InlineData("port-offset", "5", "goes with local")]
    public void What_is_wrong_is_said_with_where_it_was_written(string key, string text, string expected)
    {
        _flags[key] = text;
        Assert.Contains(Problems(), problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_of_the_file_is_found_by_its_place()
    {
        _file = "control {\n  api = nowhere\n}";
        Assert.StartsWith("control.conf:2:9: `nowhere` is no address", Assert.Single(Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        (_flags["api"], _variables["ACTORMESH_XDS"]) = ("x", "y");
        Assert.Equal(2, Problems().Count);
    }

    private ControlOptions Read()
    {
        var options = Reader().Read("box", "/home/me", out var problems);
        Assert.Empty(problems);
        return options!;
    }

    private IReadOnlyList<string> Problems()
    {
        Assert.Null(Reader().Read("box", "/home/me", out var problems));
        return problems;
    }

    private ControlOptionsReader Reader() => new(
        _flags.GetValueOrDefault, _variables.GetValueOrDefault, _file.Length == 0 ? ControlFile.None : ControlFile.Of(new SourceFile("control.conf", _file), ConfigSources.None));
}
