using ActorMesh.Cli.Describing;
using ActorMesh.Tests.Fast.Cli.Meshes;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Describing;

public sealed class EffectiveTests
{
    private const string Text = """
        mesh {
          defaults {
            timeout { request = 10s, idle = 50s }
            outlier = off
          }
        }
        services {
          orders {
            port = 8081
            timeout { idle = 40s, request = 3s }
            routes {
              place {
                timeout { request = 2s }
                outlier { interval = 5s }
                retries { on = ["503"] }
              }
            }
          }
        }
        """;

    [Theory]
    [InlineData("timeout.request", "timeout.request = 2s   mesh.conf:13:19  over 3s  mesh.conf:10:27  over 10s  mesh.conf:3:15")]
    [InlineData("timeout.idle", "timeout.idle = 40s   mesh.conf:10:15  over 50s  mesh.conf:3:30  over 60s  built-in")]
    [InlineData("timeout.connect", "timeout.connect = 1s   built-in")]
    [InlineData("outlier.interval", "outlier.interval = 5s   mesh.conf:14:19  over 10s  built-in")]
    [InlineData("retries.on", "retries.on = [503]   mesh.conf:15:19  over [connect-failure, refused-stream, reset, timeout, 503, unavailable]  built-in")]
    public void A_value_says_where_it_was_written_and_what_it_covers(string path, string expected) =>
        Assert.Equal(expected, Assert.Single(EffectiveTable.Lines(Values().Where(value => value.Path == path), wide: false)));

    [Fact]
    public void Origins_stand_below_each_other()
    {
        var lines = EffectiveTable.Lines(Values().Where(value => value.Path is "timeout.request" or "timeout.propagate-deadline"), wide: false).ToList();
        Assert.Equal("timeout.request = 2s              mesh.conf:13:19  over 3s  mesh.conf:10:27  over 10s  mesh.conf:3:15", lines[0]);
        Assert.Equal("timeout.propagate-deadline = on   built-in", lines[1]);
    }

    [Fact]
    public void What_says_the_same_as_what_covers_it_is_for_the_broad_format_alone()
    {
        var request = Values().Where(value => value.Path == "timeout.request").ToList();
        Assert.EndsWith("over 10s  mesh.conf:3:15", EffectiveTable.Lines(request, wide: false).Single(), StringComparison.Ordinal);
        Assert.Matches(@"over 10s  mesh.conf:3:15  over 10s  reference.conf:\d+:\d+$", EffectiveTable.Lines(request, wide: true).Single());
    }

    [Fact]
    public void Every_knob_of_the_defaults_is_there_once()
    {
        var values = Values();
        Assert.Equal(values.Count, values.Select(value => value.Path).Distinct().Count());
        Assert.Contains(values, value => value.Path == "access-log.format");
        Assert.True(values.Count > 60, $"{values.Count} values");
    }

    private static IReadOnlyList<EffectiveValue> Values() => EffectiveValues.Of(MeshFiles.Mesh(Text).Find("orders")!.Routes[0].Layers);
}
