using ActorMesh.Cli;
using ActorMesh.Cli.Linting;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Linting;

public sealed class LintRunTests
{
    private readonly StringWriter _data = new() { NewLine = "\n" };
    private readonly StringWriter _talk = new() { NewLine = "\n" };

    [Fact]
    public void Findings_are_shown_with_their_line_and_what_to_do_and_counted_at_the_end()
    {
        var lines = Enumerable.Repeat("", 83).ToArray();
        lines[57] = "        retires { max-attempts = 1 }";
        lines[82] = "    timeout { request = 5, per-try = 700ms }";
        var file = new SourceFile("mesh.conf", string.Join('\n', lines));
        var code = Run(
            file,
            Found(file, "retires", DiagnosticSeverity.Error, "AM0104", "unknown key 'retires' in services.orders.routes.place", "did you mean 'retries'?"),
            Found(file, "5,", DiagnosticSeverity.Error, "AM0102", "duration '5' has no unit", "write 5s or 5ms (Akka's reader would silently take 5 ms)", 1),
            new Diagnostic(
                DiagnosticSeverity.Warning, "mesh.conf", new SourcePosition(7, 5), "mesh.defaults.retries",
                "one user request can become 27 at payments (ingress 3 x frontend 3 x orders 3, no budget)", Code: "AM0403"));
        const string Expected = """
            mesh.conf:58:9: error AM0104: unknown key 'retires' in services.orders.routes.place
               58 |         retires { max-attempts = 1 }
                  |         ^^^^^^^ did you mean 'retries'?
            mesh.conf:83:25: error AM0102: duration '5' has no unit
               83 |     timeout { request = 5, per-try = 700ms }
                  |                         ^ write 5s or 5ms (Akka's reader would silently take 5 ms)
            mesh.conf:7:5: warning AM0403: one user request can become 27 at payments (ingress 3 x frontend 3 x orders 3, no budget)

            """;
        Assert.Equal(Expected, _data.ToString());
        Assert.Equal("2 errors, 1 warning in 1 file\n", _talk.ToString());
        Assert.Equal(ExitCode.Findings, code);
    }

    [Theory]
    [InlineData(DiagnosticSeverity.Error, ExitCode.Done)]
    [InlineData(DiagnosticSeverity.Warning, ExitCode.Findings)]
    [InlineData(DiagnosticSeverity.Info, ExitCode.Findings)]
    public void What_is_too_much_is_the_users_choice(DiagnosticSeverity failOn, int expected)
    {
        var file = new SourceFile("mesh.conf", "a");
        Assert.Equal(expected, Run(file, new LintOptions(failOn, false, []), Found(file, "a", DiagnosticSeverity.Warning, "AM0404", "m")));
    }

    [Fact]
    public void Notes_are_counted_and_shown_on_request()
    {
        var file = new SourceFile("mesh.conf", "a");
        var note = Found(file, "a", DiagnosticSeverity.Info, "AM0206", "version 'v3' is used nowhere");
        Assert.Equal(ExitCode.Done, Run(file, note));
        Assert.Equal(("", "0 errors, 0 warnings in 1 file; 1 note (--notes shows it)\n"), (_data.ToString(), _talk.ToString()));
        _talk.GetStringBuilder().Clear();
        Run(file, new LintOptions(DiagnosticSeverity.Error, true, []), note);
        Assert.Contains("info AM0206: version 'v3' is used nowhere", _data.ToString());
        Assert.Equal("0 errors, 0 warnings in 1 file; 1 note\n", _talk.ToString());
    }

    [Fact]
    public void An_ignore_takes_out_what_is_at_its_place_and_below()
    {
        var file = new SourceFile("mesh.conf", "a");
        var there = Found(file, "a", DiagnosticSeverity.Warning, "AM0404", "there", path: "services.orders.retries");
        var elsewhere = Found(file, "a", DiagnosticSeverity.Warning, "AM0404", "elsewhere", path: "services.orders-2");
        Run(file, new LintOptions(DiagnosticSeverity.Error, false, [new Ignore("AM0404", "services.orders")]), there, elsewhere);
        Assert.DoesNotContain("there", _data.ToString().Replace("elsewhere", ""));
        Assert.Contains("elsewhere", _data.ToString());
        Assert.Equal("0 errors, 1 warning in 1 file; 1 ignored\n", _talk.ToString());
    }

    [Fact]
    public void An_ignore_that_does_nothing_is_said()
    {
        var file = new SourceFile("mesh.conf", "a");
        var error = Found(file, "a", DiagnosticSeverity.Error, "AM0201", "unknown service 'b'", path: "services.a.calls");
        var code = Run(file, new LintOptions(DiagnosticSeverity.Error, false, [new Ignore("AM0201", null), new Ignore("AM0404", "services.orders")]), error);
        Assert.Equal(ExitCode.Findings, code);
        Assert.Equal(
            """
            warning: --ignore AM0201 does nothing: a file with errors does not run
            warning: --ignore AM0404=services.orders matches no finding; take it away, or correct it
            1 error, 0 warnings in 1 file

            """,
            _talk.ToString());
    }

    [Theory]
    [InlineData("AM0404", "AM0404", null)]
    [InlineData("AM0404=services.orders", "AM0404", "services.orders")]
    [InlineData("AM404", null, null)]
    [InlineData("AM04x4", null, null)]
    [InlineData("AM0404=", null, null)]
    [InlineData("", null, null)]
    public void An_ignore_is_a_code_and_perhaps_a_place(string text, string? code, string? path)
    {
        var ignore = Ignore.Parse(text);
        Assert.Equal((code, path), (ignore?.Code, ignore?.Path));
    }

    private int Run(SourceFile file, params Diagnostic[] findings) => Run(file, new LintOptions(DiagnosticSeverity.Error, false, []), findings);

    private int Run(SourceFile file, LintOptions options, params Diagnostic[] findings)
    {
        var mesh = new CheckedMesh(file, ConfigSources.None, new MeshReading(null, [], [file]), findings);
        return new LintRun(options, OutputFormat.Table, new Terminal(_data, new Talk(_talk, colour: false))).Report([mesh]);
    }

    private static Diagnostic Found(
        SourceFile file, string at, DiagnosticSeverity severity, string code, string message, string? hint = null, int length = 0, string path = "a") =>
        Diagnostic.At(
            new SourceSpan(file, file.Text.IndexOf(at, StringComparison.Ordinal), length == 0 ? at.Length : length), severity, code, path, message, hint);
}
