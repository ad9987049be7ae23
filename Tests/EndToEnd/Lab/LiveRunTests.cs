using System.Globalization;
using System.Text.RegularExpressions;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Lab;

/// <summary>What virtual time says of policies is what real sidecars do.</summary>
public sealed partial class LiveRunTests : IDisposable
{
    private const double Agreement = 0.05;

    /// <summary>Three sidecars in a row, and the last application fails.</summary>
    private const string Chain = """
        lab {
          title = "Two hops, and the last one is down", duration = 6s
          load { at = client, rate = 20/s, arrivals = even }
          services { back { errors = 100%, error-status = 503 } }
          variants {
            naive       { mesh.defaults.retries { budget = off, origin-mark = off } }
            budget      { mesh.defaults.retries.origin-mark = off }
            origin-mark {}
          }
          expect = [
            { variants = [naive], measure = amplification, of = back, at-least = 9x, at-most = 9x }
            { variants = [budget], measure = amplification, of = back, at-most = 1.44x }
            { variants = [origin-mark], measure = amplification, of = front, at-most = 1x }
          ]
        }
        mesh.defaults {
          timeout { request = 10s, per-try = off }
          retries { max-attempts = 3, on = [gateway-error], backoff { base = 5ms, max = 20ms }, budget { ratio = 20%, min-per-second = 0 } }
          breaker { trip = off, max-retries = 1000 }
          outlier = off
        }
        services { client { port = 1000, calls = [front] }, front { port = 1001, calls = [back] }, back { port = 1002 } }
        """;

    private readonly TemporaryFolder _folder = new("live-lab");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Real_sidecars_multiply_tries_as_virtual_ones_do()
    {
        var run = await Command.Run(Repository.Program, ["lab", "run", _folder.Write("chain.conf", Chain), "--live"], TimeSpan.FromMinutes(2));
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        var rows = Row().Matches(run.Output);
        Assert.Equal(6, rows.Count);
        foreach (var pair in rows.Chunk(2))
        foreach (var hop in new[] { "front", "back" })
            Assert.InRange(Factor(pair[1], hop), Factor(pair[0], hop) * (1 - Agreement), Factor(pair[0], hop) * (1 + Agreement));
    }

    private static double Factor(Match row, string hop) => double.Parse(row.Groups[hop].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^  [a-z-]+ +(?:virtual|real) .* (?<front>[0-9.]+)x +(?<back>[0-9.]+)x$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
