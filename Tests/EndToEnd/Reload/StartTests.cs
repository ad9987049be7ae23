using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Reload;

/// <summary>A file that cannot be run is refused before anything listens, with what, where, why and what to do.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("connect_timeout: 5s", "connect_timeuot: 5s", "connect_timeuot")]
    [InlineData("connect_timeout: 5s", "connect_timeout: soon", "connect_timeout")]
    [InlineData("cluster: first", "cluster: absent", "absent")]
    [InlineData("lb_policy: ROUND_ROBIN", "lb_policy: ROUND_TABLE", "ROUND_TABLE")]
    [InlineData("type: STATIC", "type: EDS", "EDS")]
    [InlineData("static_resources:", "dynamic_resources: {}\nstatic_resources:", "dynamic_resources")]
    [InlineData("port_value", "port_valeu", "port_valeu")]
    [InlineData("static_resources:", "static_resources: [", "")]
    public async Task A_file_that_cannot_be_run_is_refused(string right, string wrong, string named)
    {
        var good = new Bootstrap().Http("front", FreePorts.Take(), [Bootstrap.Prefix("/", "first")]).Cluster("first", [FreePorts.Take()]).ToString();
        Assert.Contains(right, good, StringComparison.Ordinal);
        var (code, output) = await SidecarProcess.StartExpectingRefusal(good.Replace(right, wrong, StringComparison.Ordinal));
        Assert.NotEqual(0, code);
        Assert.Matches(@"sidecar\.yaml:\d+:\d+", output);
        Assert.Contains(named, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ActorMesh.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_field_is_a_warning_when_the_user_says_so()
    {
        using var folder = new TemporaryFolder("lenient");
        var text = new Bootstrap().Http("front", FreePorts.Take(), [Bootstrap.Prefix("/", "first")]).Cluster("first", [FreePorts.Take()], "colour: blue").ToString();
        var file = folder.Write("sidecar.yaml", text);
        var strict = await Command.Run(Repository.Program, ["sidecar", "--check", "--envoy", file]);
        var lenient = await Command.Run(Repository.Program, ["sidecar", "--check", "--lenient", "--envoy", file]);
        Assert.NotEqual(0, strict.ExitCode);
        Assert.Equal(0, lenient.ExitCode);
        Assert.All([strict, lenient], result => Assert.Matches(@"sidecar\.yaml:\d+:\d+.*colour", result.Output + result.Errors));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, FreePorts.Take());
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var text = new Bootstrap().Http("front", port, [Bootstrap.Prefix("/", "first")]).Cluster("first", [FreePorts.Take()]).ToString();
        var (code, output) = await SidecarProcess.StartExpectingRefusal(text);
        Assert.NotEqual(0, code);
        Assert.Contains($"127.0.0.1:{port}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var result = await Command.Run(Repository.Program, ["sidecar", "--envoy", "/no/such/file.yaml"]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("/no/such/file.yaml", result.Output + result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output + result.Errors, StringComparison.Ordinal);
    }
}
