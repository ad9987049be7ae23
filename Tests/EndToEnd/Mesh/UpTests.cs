using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Mesh;

/// <summary>A whole mesh on this machine, with every service and every sidecar a process of its own.</summary>
public sealed partial class UpTests
{
    private const string Tree = "200 frontend: GET /cart\n  orders: GET /cart\n    payments: GET /cart\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_built_in_example_runs_by_itself_and_every_request_goes_well()
    {
        using var folder = new TemporaryFolder("example");
        var offset = FreePorts.TakeWith([.. Enumerable.Range(1, 4), 8080 - 8000, 8081 - 8000, 8082 - 8000, 8083 - 8000, 15000 - 8000, 15001 - 8000, 15002 - 8000, 15003 - 8000, 15010 - 8000, 15011 - 8000, 15014 - 8000, 16000 - 8000]) - 8000;
        var up = await Command.Run("env", ["-C", folder.Path, $"TMPDIR={folder.Path}", Repository.Program, "up", "--for", "4s", "--traffic", "10/s", "--port-offset", $"{offset}"], Patience);
        Assert.True(up.ExitCode == 0, up.ToString());
        Assert.Contains("the built-in example, since there is no mesh.conf here", up.Errors, StringComparison.Ordinal);
        Assert.Contains("compiled, but not carried out by this version: ", up.Errors, StringComparison.Ordinal);
        var lines = up.Output.Split('\n');
        Assert.Matches(@"^SERVICE +STATE +RPS +SUCCESS +P95 +LISTENERS +ADMIN$", lines[0]);
        Assert.Equal(["frontend", "orders", "inventory", "payments"], lines[1..5].Select(line => line.Split(' ')[0]));
        Assert.All(lines[1..5], line => Assert.Matches(@"^[a-z]+ +ready +[\d.]+ +100\.00% +\d+(\.\d)?(ms|s)  in \d+ .*http://127\.0\.0\.1:\d+$", line));
        Assert.Matches(@"^control +ready ", lines[5]);
        Assert.Matches(@"^traffic 10/s to http://127\.0\.0\.1:\d+/: [1-9]\d* ok, 0 failed, \d+ late$", lines[6]);
    }

    [Fact]
    public async Task Requests_really_go_from_sidecar_to_sidecar()
    {
        using var mesh = new UpMesh();
        await using var up = await UpProcess.Ready(mesh);
        Assert.Equal(Tree, await Ask(mesh));
        Assert.Equal(7, up.Children.Count);
        foreach (var service in Enumerable.Range(0, 3)) Assert.True(await Answered(mesh, service) >= 1);
    }

    [Fact]
    public async Task A_sidecar_that_is_killed_comes_back_and_so_does_traffic()
    {
        using var mesh = new UpMesh();
        await using var up = await UpProcess.Ready(mesh);
        var killed = up.Child("sidecar", "--service orders");
        Signal.Send(killed, Signal.Kill);
        await Eventually.Holds("another one has taken its place", () => up.Children.Any(child => child.Command.Contains("--service orders", StringComparison.Ordinal) && child.Id != killed), Patience);
        await Eventually.Holds("traffic flows again", async () => await Ask(mesh) == Tree, Patience);
        Assert.Contains("orders.sidecar ended (exit 137: killed) and is started again", up.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_node_that_is_killed_is_missed_by_no_request_and_comes_back()
    {
        using var mesh = new UpMesh();
        await using var up = await UpProcess.Ready(mesh);
        await using var load = new SteadyLoad(mesh.Ingress, perSecond: 50);
        await load.Answered(50);
        var killed = up.Child("control", "--local");
        Signal.Send(killed, Signal.Kill);
        await Eventually.Holds("another one has taken its place", () => up.Children.Any(child => child.Command.Contains(" control ", StringComparison.Ordinal) && child.Id != killed), Patience);
        await load.Answered(200);
        var answers = await load.Stop();
        Assert.True(answers.Failed == 0, $"{answers}\n{up.Output}");
    }

    [Fact]
    public async Task A_file_that_changes_comes_into_force_and_one_with_mistakes_does_not()
    {
        using var mesh = new UpMesh();
        await using var up = await UpProcess.Ready(mesh);
        var text = await File.ReadAllTextAsync(mesh.File);
        mesh.Write(text.Replace("calls = [orders]", "calls = [orders], routes { shut { match { path-prefix = \"/shut\" }, respond { status = 418, body = \"shut\" } } }", StringComparison.Ordinal));
        await Eventually.Holds("the new route answers", async () => (await Ask(mesh, "/shut")).StartsWith("418", StringComparison.Ordinal), Patience);

        mesh.Write(text.Replace("calls = [orders]", "calls = [odrers]", StringComparison.Ordinal));
        await Eventually.Holds("it is told", () => up.Output.Contains("odrers", StringComparison.Ordinal), Patience);
        Assert.StartsWith("418", await Ask(mesh, "/shut"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_is_killed_comes_back_too()
    {
        using var mesh = new UpMesh();
        await using var up = await UpProcess.Ready(mesh);
        Signal.Send(up.Child("workload", "--name payments"), Signal.Kill);
        await Eventually.Holds("its end was noticed", () => up.Output.Contains("payments.application ended (exit 137: killed)", StringComparison.Ordinal), Patience);
        await Eventually.Holds("traffic flows again", async () => await Ask(mesh) == Tree, Patience);
    }

    [Fact]
    public async Task When_it_is_killed_nothing_stays()
    {
        using var mesh = new UpMesh(orders: "run { command = [sh, \"-c\", \"sleep 1000 & exec sleep 1001\"] }");
        await using var up = await Starting(mesh, children: 7);
        await Eventually.Holds("the command runs", () => Descendants(up).Count >= 9, Patience);
        var all = Descendants(up);
        up.Send(Signal.Kill);
        await UpProcess.Gone(all);
    }

    [Theory]
    [InlineData(Signal.Interrupt)]
    [InlineData(Signal.Terminate)]
    public async Task When_it_is_asked_to_end_all_ends_in_order(int signal)
    {
        using var mesh = new UpMesh();
        await using var up = await UpProcess.Ready(mesh);
        var all = up.Children.Select(child => child.Id).ToList();
        up.Send(signal);
        Assert.Equal(0, await up.Exit());
        Assert.DoesNotContain(all, ProcessTable.Runs);
        Assert.Contains("ending frontend, then orders, then payments", up.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_of_the_users_gets_its_port_and_where_its_callees_are_and_ends_with_the_rest()
    {
        using var mesh = new UpMesh(orders: "run { command = [python3, \"app.py\"], environment { COLOUR = blue } }");
        mesh.Write(
            """
            import http.server, os, urllib.request
            class App(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    below = urllib.request.build_opener(urllib.request.ProxyHandler({})).open(os.environ["PAYMENTS_URL"] + self.path).read().decode()
                    body = (os.environ["COLOUR"] + "\n" + below).encode()
                    self.send_response(200)
                    self.send_header("content-length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
            http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), App).serve_forever()
            """, "app.py");
        await using var up = await UpProcess.Ready(mesh);
        Assert.Equal("200 frontend: GET /cart\n  blue\n  payments: GET /cart\n", await Ask(mesh));
        var all = up.Children.SelectMany(child => ProcessTable.DescendantsOf(child.Id).Prepend(child.Id)).ToList();
        Assert.Equal(8, all.Count);
        up.Send(Signal.Terminate);
        Assert.Equal(0, await up.Exit());
        Assert.DoesNotContain(all, ProcessTable.Runs);
    }

    [Fact]
    public async Task What_runs_already_is_only_called()
    {
        await using var mine = new RecordingBackend();
        using var mesh = new UpMesh(payments: $"run {{ address = \"127.0.0.1:{mine.Port}\" }}");
        await using var up = await UpProcess.Ready(mesh);
        Assert.StartsWith("200 frontend: GET /cart\n  orders: GET /cart\n", await Ask(mesh), StringComparison.Ordinal);
        Assert.Equal(6, up.Children.Count);
    }

    [Fact]
    public async Task A_file_with_mistakes_starts_nothing_and_says_what_lint_says()
    {
        using var mesh = new UpMesh(orders: "retires { max-attempts = 1 }");
        var up = await Command.Run(Repository.Program, ["up", mesh.File], Patience);
        Assert.Equal((3, ""), (up.ExitCode, up.Output));
        Assert.Matches(@"mesh\.conf:4:\d+: error AM0104: .*retires", up.Errors);
        Assert.Contains("^^^^^^^", up.Errors, StringComparison.Ordinal);
        Assert.Contains("nothing was started", up.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_who_wants_it_who_has_it_and_what_to_do()
    {
        using var mesh = new UpMesh();
        await using var taken = ChildProcess.Start(Repository.Program, ["workload", "--port", $"{mesh.Inbound}"]);
        await Eventually.Holds("the port is taken", () => taken.Output.Contains("ready", StringComparison.Ordinal), Patience);
        var up = await Command.Run(Repository.Program, ["up", mesh.File], Patience);
        Assert.Equal((1, ""), (up.ExitCode, up.Output));
        Assert.Contains($"127.0.0.1:{mesh.Inbound} for the sidecar of frontend (inbound): process {taken.Id} (actormesh) has it", up.Errors, StringComparison.Ordinal);
        Assert.Contains("--port-offset 100", up.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_for_a_while_fails_when_requests_do()
    {
        using var mesh = new UpMesh(payments: "run { command = [python3, \"-c\", \"import http.server, os; http.server.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), http.server.BaseHTTPRequestHandler).serve_forever()\"] }");
        var up = await Command.Run("env", [$"TMPDIR={Path.GetDirectoryName(mesh.File)}", Repository.Program, "up", mesh.File, "--for", "1s", "--traffic", "10/s"], Patience);
        Assert.Equal(1, up.ExitCode);
        Assert.Matches(@"traffic 10/s to \S+: 0 ok, [1-9]\d* failed", up.Output);
    }

    private static IReadOnlyList<int> Descendants(UpProcess up) => [.. up.Children.SelectMany(child => ProcessTable.DescendantsOf(child.Id).Prepend(child.Id))];

    private static async Task<UpProcess> Starting(UpMesh mesh, int children)
    {
        var up = UpProcess.Start(mesh);
        await Eventually.Holds("all is started", () => up.Children.Count == children, Patience);
        return up;
    }

    private static async Task<string> Ask(UpMesh mesh, string path = "/cart")
    {
        await using var client = await WireConnection.Connect(mesh.Ingress);
        var answer = await client.Ask($"GET {path} HTTP/1.1\r\nHost: shop\r\n\r\n");
        return $"{answer.Status} {answer.Text}";
    }

    private static async Task<long> Answered(UpMesh mesh, int service)
    {
        using var client = new HttpClient();
        var statistics = await client.GetStringAsync(new Uri($"http://{IPAddress.Loopback}:{mesh.Admin(service)}/stats?filter=inbound.downstream_rq_2xx"));
        return long.Parse(Number().Match(statistics).ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<=: )\d+")]
    private static partial Regex Number();
}
