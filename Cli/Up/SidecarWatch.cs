using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActorMesh.Cli.Children;
using ActorMesh.Cli.Metrics;

namespace ActorMesh.Cli.Up;

/// <summary>Looks at a sidecar through its admin API.</summary>
/// <param name="client">Gives up by itself before long.</param>
/// <param name="inbound">The listener whose numbers are the service's.</param>
internal sealed class SidecarWatch(HttpClient client, Uri admin, IPEndPoint inbound, TimeProvider clock)
{
    private const string Requests = ".downstream_rq_", Times = ".downstream_rq_time";

    private readonly ReadyWatch _ready = new(client, admin);

    public Task<ChildPhase> Look(CancellationToken stop) => _ready.Look(stop);

    /// <returns>Null when the sidecar did not answer, or what it passes is not HTTP.</returns>
    public async Task<InboundSample?> Sample(CancellationToken stop)
    {
        try
        {
            using var listeners = await Get("/listeners", stop);
            if (StatPrefix(listeners) is not { } prefix) return null;
            var filter = Uri.EscapeDataString($"^http\\.{Regex.Escape(StatisticName.Part(prefix))}\\.downstream_rq_");
            using var statistics = await Get($"/stats?filter={filter}&histogram_buckets=disjoint", stop);
            return Read(statistics.RootElement, clock.GetElapsedTime(0));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }

    internal static InboundSample Read(JsonElement statistics, TimeSpan at)
    {
        long answered = 0, failed = 0;
        List<(TimeSpan Below, long Count)> buckets = [];
        foreach (var statistic in statistics.EnumerateObject())
        {
            var name = statistic.Name.AsSpan();
            if (name.LastIndexOf(DurationStatistics.BucketInfix) is >= 0 and var infix)
            {
                var below = double.Parse(name[(infix + DurationStatistics.BucketInfix.Length)..], CultureInfo.InvariantCulture);
                buckets.Add((TimeSpan.FromMilliseconds(below), statistic.Value.GetInt64()));
            }
            else if (name.EndsWith("xx") && name.LastIndexOf(Requests) >= 0)
            {
                answered += statistic.Value.GetInt64();
                if (name.EndsWith(".downstream_rq_5xx")) failed = statistic.Value.GetInt64();
            }
        }
        return new InboundSample(at, answered, failed, [.. buckets.OrderBy(bucket => bucket.Below)]);
    }

    private async Task<JsonDocument> Get(string path, CancellationToken stop) =>
        JsonDocument.Parse(await client.GetByteArrayAsync(new Uri(admin, path), stop));

    private string? StatPrefix(JsonDocument listeners) => listeners.RootElement.EnumerateArray()
        .Where(one => one.GetProperty("address").GetString() == inbound.ToString() && one.GetProperty("protocol").GetString() == "http")
        .Select(one => one.GetProperty("statPrefix").GetString())
        .FirstOrDefault();
}
