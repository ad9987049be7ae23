using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>A sidecar before replicas of one service, balanced by round robin.</summary>
internal sealed class Trio : IAsyncDisposable
{
    private readonly SidecarProcess _sidecar;

    private Trio(SidecarProcess sidecar, int port) => (_sidecar, Port) = (sidecar, port);

    public int Port { get; }

    public SidecarProcess Sidecar => _sidecar;

    public static async Task<Trio> Start(IEnumerable<Replica> replicas, Policies policies)
    {
        var port = FreePorts.Take();
        var bootstrap = new Bootstrap()
            .Http("front", port, [Bootstrap.Prefix("/", "trio", policies.RouteAction)])
            .Cluster("trio", replicas.Select(replica => replica.Port), policies.Cluster);
        return new Trio(await SidecarProcess.Start(bootstrap), port);
    }

    public async Task<double> Statistic(string name) =>
        (await _sidecar.Stats()).TryGetProperty($"cluster.trio.{name}", out var value) ? value.GetDouble() : 0;

    public Task Is(Replica replica, string state) =>
        Eventually.Holds($"{replica.Address} is {state}", async () => (await Endpoint(replica)).GetProperty("state").GetString() == state);

    public Task IsOut(Replica replica, TimeSpan? within = null) =>
        Eventually.Holds($"{replica.Address} is out", async () => await IsEjected(replica), within);

    public Task IsIn(Replica replica, TimeSpan? within = null) =>
        Eventually.Holds($"{replica.Address} is in", async () => !await IsEjected(replica), within);

    /// <summary>Attempts made at a replica so far.</summary>
    public async Task<long> Attempts(Replica replica) => (await Endpoint(replica)).GetProperty("rqTotal").GetInt64();

    public ValueTask DisposeAsync() => _sidecar.DisposeAsync();

    private async Task<bool> IsEjected(Replica replica) => (await Endpoint(replica)).GetProperty("state").GetString() == "ejected";

    private async Task<JsonElement> Endpoint(Replica replica)
    {
        using var clusters = JsonDocument.Parse((await _sidecar.Admin("/clusters?name=trio")).Body);
        return clusters.RootElement[0].GetProperty("endpoints").EnumerateArray()
            .Single(endpoint => endpoint.GetProperty("address").GetString() == replica.Address).Clone();
    }
}
