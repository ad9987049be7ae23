using System.Text.Json;
using ActorMesh.Cli;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Planning;

public sealed class PlanCommandTests : IDisposable
{
    private const string Shop = """
        mesh { name = shop }
        services {
          frontend  { port = 1080, expose = "/", calls = [orders] }
          orders    { port = 1081, calls = [inventory, payments] }
          inventory { port = 1082, endpoints = ["inv-1:1082", "inv-2:1082"] }
          payments  { port = 1083, timeout.request = 1500ms }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("", "", "nothing changes\n")]
    [InlineData("1500ms", "1.5s", "nothing changes\n")]
    [InlineData("mesh {", "# a comment\nmesh {", "nothing changes\n")]
    public async Task What_means_the_same_is_no_difference(string old, string @new, string expected)
    {
        var run = await Plan(old.Length == 0 ? Shop : Shop.Replace(old, @new));
        Assert.Equal((ExitCode.Done, expected, ""), (run.Code, run.Data, run.Talk));
    }

    [Theory]
    [InlineData("1500ms", "900ms", "RDS ~3 (orders/outbound, payments, payments/inbound)")]
    [InlineData("\"inv-2:1082\"", "\"inv-3:1082\"", "EDS ~1 (inventory)")]
    [InlineData("payments  { port = 1083", "payments  { breaker.max-requests = 7, port = 1083", "CDS ~1 (payments)")]
    [InlineData("inventory, payments]", "inventory]", "1 listener drained")]
    [InlineData("inventory { port", "audit { port = 1090 }\n  inventory { port", "LDS +1 (audit/inbound)")]
    public async Task What_proxies_would_get_is_compared(string old, string @new, string expected)
    {
        var run = await Plan(Shop.Replace(old, @new));
        Assert.Equal((ExitCode.Differences, ""), (run.Code, run.Talk));
        Assert.Contains(expected, run.Data);
    }

    [Fact]
    public async Task Findings_that_go_and_come_are_named()
    {
        var run = await Plan(Shop.Replace("timeout.request = 1500ms", "timeout.request = 1500ms, retries.budget = off"));
        Assert.Matches(@"Checks fixed none    new: AM0404 \([^)]*\)\n", run.Data);
    }

    [Fact]
    public async Task A_file_with_errors_is_not_compared()
    {
        var run = await Plan(Shop.Replace("1083", "none"));
        Assert.Equal((ExitCode.Findings, ""), (run.Code, run.Data));
        Assert.Contains("new.conf does not run: it has 1 error; see: actormesh lint", run.Talk);
    }

    [Fact]
    public async Task Json_has_the_same_id_and_every_change()
    {
        var text = await Plan(Shop.Replace("1500ms", "900ms"));
        var run = await Plan(Shop.Replace("1500ms", "900ms"), "-o json");
        using var json = JsonDocument.Parse(run.Data);
        var root = json.RootElement;
        Assert.Equal((ExitCode.Differences, "Plan"), (run.Code, root.GetProperty("kind").GetString()));
        Assert.Contains($"plan {root.GetProperty("id").GetString()}: 0 add, 1 change, 0 remove", text.Data);
        var change = Assert.Single(root.GetProperty("changes").EnumerateArray());
        Assert.Equal(("change", "1500ms", "900ms"), (change.GetProperty("kind").GetString(), change.GetProperty("old").GetString(), change.GetProperty("new").GetString()));
    }

    private async Task<CommandRun> Plan(string @new, string options = "")
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "old.conf"), Shop);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "new.conf"), @new);
        return await CommandRun.Of($"plan {_folder.FullName}/old.conf {_folder.FullName}/new.conf {options}");
    }
}
