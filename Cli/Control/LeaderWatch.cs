using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Terminals;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Control;

/// <summary>Says who leads, whenever that changes.</summary>
internal sealed class LeaderWatch(AuthorityClient authority, Talk talk, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2), IntervalUntilKnown = TimeSpan.FromMilliseconds(200);

    public async Task Run(CancellationToken stop)
    {
        long epoch = 0;
        try
        {
            while (true)
            {
                if (await Ask(stop) is { Epoch: > 0 } current && current.Epoch > epoch)
                {
                    epoch = current.Epoch;
                    talk.Say($"{current.Leader} leads with epoch {epoch}; {(current.Stable is { } stable ? $"version {stable.Version} runs" : "nothing was applied yet")}");
                }
                await Task.Delay(epoch == 0 ? IntervalUntilKnown : Interval, clock, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The node ends.
        }
    }

    private async Task<PublishedMeshSummary?> Ask(CancellationToken stop)
    {
        try
        {
            return (await authority.History(before: 0, count: 1, stop)).Current;
        }
        catch (ControlRefusal)
        {
            return null;
        }
    }
}
