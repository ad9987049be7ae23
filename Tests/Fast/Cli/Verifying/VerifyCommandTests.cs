using System.Text.Json;
using ActorMesh.Cli;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Verifying;

public sealed class VerifyCommandTests
{
    private const string Text = """
        mesh { name = shop, defaults.retries.budget = off }
        services {
          frontend  { port = 1080, expose = "/", calls = [orders], timeout.request = 4s }
          orders    { port = 1081, calls = [stock, payments], timeout.request = 5s, authz.allow-from = [ingress] }
          stock     { port = 1082, timeout.request = 2s, authz.rules = [{ from = [orders], methods = [GET] }] }
          payments  { port = 1083, timeout.request = 2s, retries.budget { enabled = on, ratio = 20% }, authz.default = allow }
        }
        """;

    [Fact]
    public async Task Of_a_long_way_the_two_ends_are_shown()
    {
        var chain = Enumerable.Range(0, 12).Select(i => $"s{i} {{ port = {1080 + i}, calls = [{(i < 11 ? $"s{i + 1}" : "")}]{(i == 0 ? ", expose = \"/\"" : "")} }}");
        var run = await CommandRun.Of("verify -", $"services {{\n{string.Join('\n', chain)}\n}}");
        Assert.Contains("  s11      ingress > s0 > s1 > s2 > 5 more > s8 > s9 > s10 > s11  ", run.Data);
    }

    [Fact]
    public async Task Worst_cases_and_access_stand_in_tables()
    {
        var run = await CommandRun.Of("verify -", Text);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.StartsWith(
            """
            <stdin>: what one request can become, and how long it may take
              SERVICE   WORST WAY                               AS WRITTEN  NO BUDGETS  CALLERS WAIT  ITS CALLS TAKE
              frontend  ingress > frontend                      3x          3x          4s            5s  LATE
              orders    ingress > frontend > orders             9x          9x          5s            2s, one after the other 4s
              stock     ingress > frontend > orders > stock     27x         27x         2s            -
              payments  ingress > frontend > orders > payments  10.8x       27x         2s            -
            who may call whom
              FROM \ TO  frontend  orders  stock  payments
              ingress    yes       open    -      -
              frontend   -         DENIED  -      -
              orders     -         -       some   yes
              stock      -         -       -      -
              payments   -         -       -      -
              others     -         -       -      open
              frontend -> orders   DENIED: frontend is not in authz.allow-from                               <stdin>:4:83
              ingress -> orders    open: ingress is in authz.allow-from                                      <stdin>:4:83
              orders -> stock      some: what fits authz.rules[0]: GET                                       <stdin>:5:65
              others -> payments   open: others does not list payments in calls, but authz.default = allow   <stdin>:6:102

            """,
            run.Data);
    }

    [Fact]
    public async Task What_is_wrong_comes_with_its_lesson()
    {
        var run = await CommandRun.Of("verify -", Text);
        Assert.Contains("warning AM0403\n  <stdin>:", run.Data);
        Assert.Contains("one user request can become 27 at stock", run.Data);
        Assert.Matches(@"  why:  +Each hop retries(.|\n)*\(scene 06 Timeout\s+and retry budget\)", run.Data);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_has_no_worst_case()
    {
        var run = await CommandRun.Of("verify -", "services { a { prot = 1, port = 2 } }");
        Assert.Equal((ExitCode.Findings, ""), (run.Code, run.Data));
        Assert.Contains("unknown key 'prot'", run.Talk);
    }

    [Fact]
    public async Task Json_has_the_numbers()
    {
        var run = await CommandRun.Of("verify - -o json", Text);
        using var json = JsonDocument.Parse(run.Data);
        var mesh = Assert.Single(json.RootElement.GetProperty("meshes").EnumerateArray());
        var payments = mesh.GetProperty("cases").EnumerateArray().Last();
        Assert.Equal((10.8, 27), (payments.GetProperty("asWritten").GetDouble(), payments.GetProperty("withoutBudgets").GetDouble()), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 1e-9);
        Assert.Contains(mesh.GetProperty("access").EnumerateArray(), pair => pair.GetProperty("from").GetString() == "frontend" && pair.GetProperty("grant").GetString() == "none");
        Assert.Contains(mesh.GetProperty("lessons").EnumerateArray(), lesson => lesson.GetProperty("code").GetString() == "AM0403");
    }

    [Fact]
    public async Task A_large_mesh_gets_a_list_instead_of_a_matrix()
    {
        var services = string.Join('\n', Enumerable.Range(0, 20).Select(i => $"s{i} {{ port = {1000 + i}, calls = [{(i < 19 ? $"s{i + 1}" : "")}] }}"));
        var run = await CommandRun.Of("verify -", $"services {{\n{services}\n}}");
        Assert.Contains("who may call whom\n  19 calls are let in as they should be\n", run.Data);
    }
}
