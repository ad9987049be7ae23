using ActorMesh.Cli;
using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Terminals;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("sidecar", "--envoy")]
    [InlineData("sidecar --envoy /no/such/file", "/no/such/file")]
    [InlineData("sidecar --envoi x", "did you mean `--envoy`?")]
    [InlineData("sidecar --lenient", "--mesh FILE with --service NAME, or --xds")]
    [InlineData("sidecar --mesh /etc/hosts", "--mesh needs --service NAME")]
    [InlineData("sidecar --mesh /etc/hosts --service a --envoy /etc/hosts", "exclude each other")]
    [InlineData("sidecar --mesh /etc/hosts --service a --lenient", "--lenient goes with --envoy")]
    [InlineData("sidecar --mesh /etc/hosts --service a --port-offset 5", "--port-offset goes with --local")]
    [InlineData("sidecar --envoy /etc/hosts --local", "--service and --local go with --mesh")]
    [InlineData("sidecar --envoy /etc/hosts --workload-socket /run/a", "--workload-socket goes with --xds or --join")]
    [InlineData("sidecar --xds 127.0.0.1:1 --service a --workload-uids alice", "'alice' is no number of a user")]
    [InlineData("sidecar --xds 127.0.0.1:1 --service a --insecure-dev --workload-socket /run/a", "which --insecure-dev does without")]
    [InlineData("up /no/such/file", "there is no file /no/such/file; actormesh init writes one")]
    [InlineData("up --traffic 50", "rate '50' has no unit")]
    [InlineData("up --for 5", "write 5s or 5ms")]
    [InlineData("workload --call orders", "write it like orders=http://127.0.0.1:20001")]
    [InlineData("demoo", "did you mean `demo`?")]
    [InlineData("workload --port 0", "'0' is not a whole number from 1 to 65535")]
    [InlineData("workload --port 65535 --count 2", "would be over 65535")]
    [InlineData("workload --latency 5", "write 5s or 5ms")]
    [InlineData("workload --errors 0.5", "write 0.5%")]
    [InlineData("version -o xml", "json")]
    public async Task A_wrong_command_line_ends_with_2_and_says_why_on_stderr(string line, string expected)
    {
        var (code, data, talk) = await Run(line.Split(' '));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(data);
        Assert.Contains(expected, talk);
    }

    [Theory]
    [InlineData("", "sidecar")]
    [InlineData("--help", "sidecar")]
    [InlineData("sidecar --help", "--drain-limit")]
    [InlineData("version", "actormesh ")]
    [InlineData("--version", "actormesh ")]
    [InlineData("version -o json", "\"kind\": \"Version\"")]
    [InlineData("demo --print-config", "static_resources:")]
    public async Task What_was_asked_for_goes_to_stdout_and_ends_with_0(string line, string expected)
    {
        var (code, data, talk) = await Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains(expected, data);
        Assert.Empty(talk);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public async Task A_check_ends_with_3_when_the_file_has_errors_whatever_the_output(string format)
    {
        var (_, sample, _) = await Run(["demo", "--print-config"]);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, sample);
            Assert.Equal(ExitCode.Done, (await Run(["sidecar", "--check", "--envoy", file, "-o", format])).Code);
            await File.WriteAllTextAsync(file, sample.Replace("lb_policy", "lb_polcy"));
            var (code, data, talk) = await Run(["sidecar", "--check", "--envoy", file, "-o", format]);
            Assert.Equal(ExitCode.Findings, code);
            Assert.Contains("lb_polcy", format == "json" ? data : talk);
            Assert.Equal(ExitCode.Done, (await Run(["sidecar", "--check", "--lenient", "--envoy", file, "-o", format])).Code);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int Code, string Data, string Talk)> Run(string[] arguments)
    {
        await using var data = new StringWriter();
        await using var talk = new StringWriter();
        var code = await CommandLine.Run(arguments, new Terminal(data, new Talk(talk, colour: false)), TimeProvider.System);
        return (code, data.ToString(), talk.ToString());
    }
}
