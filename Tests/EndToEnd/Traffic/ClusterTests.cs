using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>Every kind of cluster and balancer carries real requests. Their laws are proved by the fast tests.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private const string ByUser = "hash_policy: [ { header: { header_name: x-user } } ]";
    private static readonly string[] Names = ["a", "b", "c"];
    private readonly int _port = FreePorts.Take();
    private NginxBackend _nginx = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _nginx = await NginxBackend.Start(Names);
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, [.. Kinds().Select(kind => Bootstrap.Prefix($"/{kind.Name}", kind.Name, kind.Name is "ring" or "maglev" ? ByUser : ""))])
            .Cluster("round", _nginx.Ports, Kinds()[0].Settings)
            .Cluster("least", _nginx.Ports, Kinds()[1].Settings)
            .Cluster("random", _nginx.Ports, Kinds()[2].Settings)
            .Cluster("ring", _nginx.Ports, Kinds()[3].Settings)
            .Cluster("maglev", _nginx.Ports, Kinds()[4].Settings)
            .Cluster("strict", _nginx.Ports, Kinds()[5].Settings)
            .Cluster("logical", [_nginx.Port], Kinds()[6].Settings));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _nginx.DisposeAsync();
    }

    [Theory]
    [InlineData("round", 100, 100)]
    [InlineData("least", 40, 180)]
    [InlineData("random", 60, 145)]
    [InlineData("strict", 100, 100)]
    public async Task Every_endpoint_gets_its_share(string cluster, int least, int most)
    {
        var counts = new Dictionary<char, int>();
        await using var client = await WireConnection.Connect(_port);
        for (var i = 0; i < 300; i++)
        {
            var answer = await client.Ask($"GET /{cluster} HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
            Assert.Equal(200, answer.Status);
            counts[answer.Text[0]] = counts.GetValueOrDefault(answer.Text[0]) + 1;
        }

        Assert.Equal(3, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, least, most));
    }

    [Theory]
    [InlineData("ring")]
    [InlineData("maglev")]
    public async Task The_same_user_goes_to_the_same_endpoint(string cluster)
    {
        await using var client = await WireConnection.Connect(_port);
        var first = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            for (var user = 0; user < 60; user++)
            {
                var endpoint = (await client.Ask($"GET /{cluster} HTTP/1.1\r\nHost: mesh.test\r\nX-User: user-{user}\r\n\r\n")).Text[..1];
                if (round == 0) first.Add(endpoint);
                else Assert.Equal(first[user], endpoint);
            }
        }

        Assert.Equal(3, first.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_name_is_resolved()
    {
        await using var client = await WireConnection.Connect(_port);
        Assert.Equal("a GET /logical\n", (await client.Ask("GET /logical HTTP/1.1\r\nHost: mesh.test\r\n\r\n")).Text);
    }

    private static (string Name, string Settings)[] Kinds() =>
    [
        ("round", "lb_policy: ROUND_ROBIN"),
        ("least", "lb_policy: LEAST_REQUEST"),
        ("random", "lb_policy: RANDOM"),
        ("ring", "lb_policy: RING_HASH"),
        ("maglev", "lb_policy: MAGLEV"),
        ("strict", "type: STRICT_DNS, dns_lookup_family: V4_ONLY, dns_refresh_rate: 1s"),
        ("logical", "type: LOGICAL_DNS, dns_lookup_family: V4_ONLY"),
    ];
}
