using System.Text.RegularExpressions;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Reload;

/// <summary>The file changes under load: what changed, changes; what did not, does not notice; nothing fails.</summary>
public sealed partial class ReloadTests : IAsyncLifetime
{
    private const string Probe = "GET /probe HTTP/1.1\r\nHost: mesh.test\r\n\r\n";

    private readonly int _admin = FreePorts.Take();
    private readonly int _port = FreePorts.Take();
    private readonly int _otherPort = FreePorts.Take();
    private NginxBackend _nginx = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _nginx = await NginxBackend.Start("a", "b", "c");
        _sidecar = await SidecarProcess.Start(Configuration(routeTo: "first"));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _nginx.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_route_change_moves_new_requests_and_fails_none(bool bySignal)
    {
        var load = new LoadGenerator(_port, clients: 16, IsRight);
        await Reaches(load, 300);
        for (var round = 0; round < 6; round++)
        {
            var name = round % 2 == 0 ? "second" : "first";
            _sidecar.Write(Configuration(routeTo: name).ToString());
            if (bySignal) _sidecar.Hangup();
            await Eventually.Holds($"requests go to {name}", async () => (await Get(_port)).Text[0] == (name == "second" ? 'b' : 'a'));
            await Reaches(load, load.Asked + 200);
        }

        var report = await load.Stop();
        Assert.True(report.NotRight == 0, report.ToString());
    }

    [Fact]
    public async Task An_endpoint_that_comes_and_goes_fails_no_request()
    {
        var load = new LoadGenerator(_port, clients: 16, IsRight);
        await Reaches(load, 300);
        for (var round = 0; round < 4; round++)
        {
            _sidecar.Write(Configuration("first", firstEndpoints: [_nginx.Ports[2]]).ToString());
            await Eventually.Holds("requests go to the new endpoint", async () => (await Get(_port)).Text[0] == 'c');
            _sidecar.Write(Configuration("first", firstEndpoints: [_nginx.Ports[0], _nginx.Ports[2]]).ToString());
            await Eventually.Holds("both endpoints are used", async () => (await Get(_port)).Text[0] == 'a');
        }

        var report = await load.Stop();
        Assert.True(report.NotRight == 0, report.ToString());
    }

    [Fact]
    public async Task Listeners_come_and_go_beside_one_that_does_not_notice()
    {
        await using var pinned = await WireConnection.Connect(_port);
        var load = new LoadGenerator(_port, clients: 8, IsRight);
        for (var round = 0; round < 3; round++)
        {
            _sidecar.Write(Configuration("first", withOther: true).ToString());
            await Eventually.Holds("the new listener serves", async () => await Serves(_otherPort));
            await using var onOther = await WireConnection.Connect(_otherPort);
            await AskRight(onOther);
            _sidecar.Write(Configuration("first").ToString());
            await Eventually.Holds("the old listener is gone", async () => !await Serves(_otherPort));
            await AskRight(pinned);
            await _sidecar.Drains("other");
            await DrainsPolitely(onOther);
        }

        var report = await load.Stop();
        Assert.True(report.NotRight == 0, report.ToString());
    }

    [Fact]
    public async Task A_bad_file_changes_nothing_and_says_where_it_is_wrong()
    {
        await using var pinned = await WireConnection.Connect(_port);
        var good = Configuration("first").ToString();
        // Each is complained of twice, for the signal and for the file: only its own words tell that it was read.
        (string Text, string Complaint)[] bad =
        [
            (good.Replace("connect_timeout", "connect_timeuot", StringComparison.Ordinal), "connect_timeuot"),
            (good.Replace("cluster: first", "cluster: absent", StringComparison.Ordinal), "no cluster has the name"),
            (good + "  listeners: [ unfinished\n", "not closed"),
            ("", "the file is empty"),
        ];
        var load = new LoadGenerator(_port, clients: 4, IsRight);
        foreach (var (text, complaint) in bad)
        {
            _sidecar.Write(text);
            _sidecar.Hangup();
            await Eventually.Holds($"file, line, column and '{complaint}'", () => Complaints().Any(line => line.Contains(complaint, StringComparison.Ordinal)));
            await AskRight(pinned);
            Assert.Equal('a', (await Get(_port)).Text[0]);
        }

        var report = await load.Stop();
        Assert.True(report.NotRight == 0, report.ToString());
        _sidecar.Write(Configuration("second").ToString());
        await Eventually.Holds("a good file is taken again", async () => (await Get(_port)).Text[0] == 'b');
    }

    [Fact]
    public async Task Wrk_sees_no_error_while_the_file_changes()
    {
        var before = await Version();
        var wrk = Wrk.Run(new Uri($"http://127.0.0.1:{_port}/wrk"), TimeSpan.FromSeconds(3));
        for (var round = 0; !wrk.IsCompleted; round++)
        {
            _sidecar.Write(Configuration(round % 2 == 0 ? "second" : "first", withOther: round % 3 == 0).ToString());
            _sidecar.Hangup(); // A file that changes so often is never seen at rest.
            await Task.WhenAny(wrk, Task.Delay(150));
        }

        var (answered, failed, output) = await wrk;
        Assert.True(answered > 500 && failed == 0, output);
        Assert.True(await Version() >= before + 5, $"version {await Version()} after {before}");
    }

    private static bool IsRight(string target, string body) => body.Length > 1 && body[1..] == $" GET {target}\n";

    private static async Task AskRight(WireConnection connection)
    {
        var answer = await connection.Ask("GET /asked HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        Assert.True(answer.Status == 200 && IsRight("/asked", answer.Text), answer.ToString());
    }

    // A connection of a removed listener may ask once more and is told that this was the last time, or was closed while it lay idle (a
    // request that crosses that is answered by the kernel, with a reset).
    private static async Task DrainsPolitely(WireConnection connection)
    {
        var sent = await connection.Send("GET /asked HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        var answer = sent ? await connection.ReadResponseOrEnd() : null;
        Assert.True(answer is null or { Status: 200, Closes: true }, $"{answer}");
    }

    private static Task Reaches(LoadGenerator load, long count) => Eventually.Holds($"request {count}", () => load.Asked >= count);

    private static async Task<WireResponse> Get(int port)
    {
        await using var client = await WireConnection.Connect(port);
        return await client.Ask(Probe);
    }

    private static async Task<bool> Serves(int port)
    {
        try
        {
            await using var client = await WireConnection.Connect(port);
            return await IsAnswered(client);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    // A connection that comes while its listener's socket is being closed is reset by the kernel: nobody serves it.
    private static async Task<bool> IsAnswered(WireConnection client)
    {
        if (!await client.Send(Probe)) return false;
        var answer = await client.ReadResponseOrEnd();
        if (answer is null && client.Ending != Ending.Reset) throw new WireException("The connection ended instead of an answer.");
        return answer is { Status: 200 };
    }

    private IEnumerable<string> Complaints() => Complaint().Matches(_sidecar.Output).Select(match => match.Value);

    private async Task<double> Version() => (await _sidecar.Stats()).GetProperty("server.config_version").GetDouble();

    private Bootstrap Configuration(string routeTo, int[]? firstEndpoints = null, bool withOther = false)
    {
        var bootstrap = new Bootstrap { AdminPort = _admin }
            .Http("front", _port, [Bootstrap.Prefix("/", routeTo)])
            .Cluster("first", firstEndpoints ?? [_nginx.Ports[0]])
            .Cluster("second", [_nginx.Ports[1]]);
        return withOther ? bootstrap.Http("other", _otherPort, [Bootstrap.Prefix("/", "second")]) : bootstrap;
    }

    [GeneratedRegex(@"sidecar\.yaml:\d+:\d+: error: .*", RegexOptions.None, 1000)]
    private static partial Regex Complaint();
}
