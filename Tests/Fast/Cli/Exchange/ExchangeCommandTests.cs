using System.Text.Json;
using ActorMesh.Cli;
using ActorMesh.Hocon.Envoy;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Exchange;

public sealed class ExchangeCommandTests : IDisposable
{
    private const string Mesh = """
        mesh { name = shop }
        services {
          web { port = 8080, expose { path-prefix = "/", tls-cert = "a.pem", tls-key = "a.key" }, calls = [orders] }
          orders { port = 8081, run.command = [dotnet, run] }
        }
        """;

    private const string Service = "{ kind: Service, apiVersion: v1, metadata: { name: orders }, spec: { type: NodePort, ports: [ { port: 8081, targetPort: 18081 } ] } }";

    private readonly string _folder = Directory.CreateTempSubdirectory("exchange").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_mesh_file_goes_to_stdout_and_what_was_lost_to_stderr()
    {
        var run = await CommandRun.Of("import istio -", Service);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("orders { port = 8081 }", run.Data);
        Assert.StartsWith("<stdin>:1:1: info AM0802: who calls whom is not in these files\n", run.Talk);
        Assert.EndsWith("1 thing not carried over, 1 thing approximated in 1 file\n", run.Talk);
    }

    [Theory]
    [InlineData("--fail-on warning", ExitCode.Findings)]
    [InlineData("--fail-on error", ExitCode.Done)]
    public async Task The_user_says_what_is_too_much(string option, int code) => Assert.Equal(code, (await CommandRun.Of($"import istio - {option}", Service)).Code);

    [Theory]
    [InlineData("istio")]
    [InlineData("gateway-api")]
    [InlineData("envoy")]
    public async Task A_file_of_which_nothing_can_be_read_fails(string format)
    {
        var run = await CommandRun.Of($"import {format} -", "[");

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Equal("", run.Data);
        Assert.Contains("error: nothing in - could be read", run.Talk);
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_by_force()
    {
        var path = Path.Combine(_folder, "mesh.conf");
        await File.WriteAllTextAsync(path, "mine");

        var refused = await CommandRun.Of($"import istio - --to {path}", Service);

        Assert.Equal(ExitCode.Failed, refused.Code);
        Assert.Contains("is there already; --force replaces it", refused.Talk);
        Assert.Equal("mine", await File.ReadAllTextAsync(path));
        Assert.Equal(ExitCode.Done, (await CommandRun.Of($"import istio - --to {path} --force", Service)).Code);
        Assert.Contains("orders", await File.ReadAllTextAsync(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --json")]
    public async Task One_workload_is_exported_as_Envoy_reads_it(string option)
    {
        var run = await CommandRun.Of($"export envoy - --service orders{option}", Mesh);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal("", run.Talk);
        Assert.Empty(BootstrapReader.ReadForImport(run.Data, "e").Diagnostics);
    }

    [Fact]
    public async Task What_this_version_cannot_run_is_left_out_on_request_and_said()
    {
        var run = await CommandRun.Of("export envoy - --service orders --runnable", Mesh);

        Assert.DoesNotContain(BootstrapReader.Read(run.Data, "e").Diagnostics, problem => problem.Message.Contains("not carried out", StringComparison.Ordinal));
        Assert.Contains("<stdin>:4:3: warning AM0801: services.orders: ", run.Talk);
    }

    [Fact]
    public async Task All_workloads_go_into_a_folder()
    {
        var folder = Path.Combine(_folder, "envoy");

        Assert.Equal(ExitCode.Done, (await CommandRun.Of($"export envoy - --to {folder}", Mesh)).Code);

        Assert.Equal(["orders.yaml", "web.yaml"], Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(ExitCode.Failed, (await CommandRun.Of($"export envoy - --to {folder}", Mesh)).Code);
    }

    [Theory]
    [InlineData("export envoy -", ExitCode.Usage)]
    [InlineData("export envoy - --service ordes", ExitCode.NotFound)]
    public async Task The_workload_must_be_known(string line, int code) => Assert.Equal(code, (await CommandRun.Of(line, Mesh)).Code);

    [Theory]
    [InlineData("export envoy - --service web")]
    [InlineData("export json -")]
    [InlineData("export compose -")]
    public async Task A_mesh_with_errors_is_not_exported(string line)
    {
        var run = await CommandRun.Of(line, "services { web { port = 8080, calls = [nobody] } }");

        Assert.Equal(ExitCode.Findings, run.Code);
        Assert.Equal("", run.Data);
        Assert.EndsWith("nothing is written\n", run.Talk);
    }

    [Fact]
    public async Task The_effective_mesh_has_each_value_with_its_place()
    {
        var run = await CommandRun.Of("export json -", Mesh);

        using var json = JsonDocument.Parse(run.Data);
        var root = json.RootElement;
        Assert.Equal("actormesh/v1", root.GetProperty("apiVersion").GetString());
        Assert.Equal("Mesh", root.GetProperty("kind").GetString());
        Assert.Equal("<stdin>:1:15", root.GetProperty("settings")[0].GetProperty("at").GetString());
        var effective = root.GetProperty("services")[1].GetProperty("effective").EnumerateArray().ToList();
        Assert.Contains(effective, value => value.GetProperty("path").GetString() == "timeout.request" && value.GetProperty("value").GetString() == "10s");
    }

    [Fact]
    public async Task A_compose_file_finds_the_mesh_file_and_says_what_it_does_without()
    {
        var run = await CommandRun.Of("export compose -", Mesh);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("./mesh.conf:/etc/actormesh/mesh.conf:ro", run.Data);
        Assert.Contains("network_mode: \"service:web\"", run.Data);
        Assert.Contains("<stdin>:4:25: warning AM0801: services.orders.run: ", run.Talk);
        Assert.Contains("warning AM0801: services.web.expose.tls-cert: ", run.Talk);
    }
}
