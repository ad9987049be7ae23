using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Running;

/// <summary>Runs one variant of a scenario in virtual time. Pure: same variant and seed, same result.</summary>
public static class ScenarioRun
{
    /// <summary>What a run may be made of: beyond it the scenario is more than a lab on one machine can hold.</summary>
    public const long EventsMax = 200_000_000;

    /// <summary>How long requests are followed after the last has begun.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(60), Step = TimeSpan.FromSeconds(1);

    /// <param name="seed">In place of the file's; null for that.</param>
    /// <param name="eventsMax">What it may be made of.</param>
    /// <exception cref="Hocon.Compiling.PlacementException">The ports of the file collide.</exception>
    /// <exception cref="DataPlane.Configuration.ResourceException">The data plane cannot run the mesh.</exception>
    /// <exception cref="RunLimitException">It became too large.</exception>
    public static RunRecord Of(ScenarioVariant variant, ulong? seed = null, long eventsMax = EventsMax)
    {
        var queue = new EventQueue();
        var seeds = new SeedTree(seed ?? variant.Seed);
        var record = new Recorder(variant, queue);
        var mesh = new SimulatedMesh(variant, queue, seeds, record);
        new Timeline(variant, mesh, queue, record).Start();
        new LoadSource(variant, mesh.ReplicasOf(variant.Load.At), queue, seeds.Random("load"), record).Start();
        var end = variant.Duration;
        while (queue.RunUntil(end, eventsMax))
        {
            if (record.IsAllAnswered || end >= variant.Duration + Afterwards) return record.End(seed ?? variant.Seed);
            end += Step;
        }
        throw new RunLimitException($"the run has more than {eventsMax} events after {queue.Elapsed.TotalSeconds:0.#} s; lower lab.load.rate or lab.duration");
    }
}
