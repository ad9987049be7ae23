using ActorMesh.Cli.Children;

namespace ActorMesh.Cli.Up;

/// <summary>Looks at a process of ours through its <c>/ready</c>.</summary>
/// <param name="client">Gives up by itself before long.</param>
internal sealed class ReadyWatch(HttpClient client, Uri address)
{
    public async Task<ChildPhase> Look(CancellationToken stop)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/ready"), stop);
            if (answer.IsSuccessStatusCode) return ChildPhase.Ready;
            return (await answer.Content.ReadAsStringAsync(stop)).StartsWith("DRAINING", StringComparison.Ordinal) ? ChildPhase.Draining : ChildPhase.Starting;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return ChildPhase.Starting;
        }
    }
}
