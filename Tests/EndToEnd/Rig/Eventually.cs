namespace ActorMesh.Tests.EndToEnd.Rig;

/// <summary>Waits for a condition by looking, never by hoping that some time is enough.</summary>
internal static class Eventually
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    public static Task Holds(string what, Func<bool> condition, TimeSpan? within = null) =>
        Holds(what, () => Task.FromResult(condition()), within);

    public static async Task Holds(string what, Func<Task<bool>> condition, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(10);
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit) throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}.");
            await Task.Delay(LookEvery);
        }
    }

    /// <inheritdoc cref="StandsStill(string, Func{Task{long}}, TimeSpan, TimeSpan?)"/>
    public static Task<long> StandsStill(string what, Func<long> read, TimeSpan stillFor, TimeSpan? within = null) =>
        StandsStill(what, () => Task.FromResult(read()), stillFor, within);

    /// <summary>Reads a value until it has been the same for <paramref name="stillFor"/>, and returns it: how a flow is seen to stand.</summary>
    public static async Task<long> StandsStill(string what, Func<Task<long>> read, TimeSpan stillFor, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(20);
        var (start, changed, last) = (TimeProvider.System.GetTimestamp(), TimeProvider.System.GetTimestamp(), await read());
        while (TimeProvider.System.GetElapsedTime(changed) < stillFor)
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit) throw new TimeoutException($"Still moving after {limit.TotalSeconds:0.#} s: {what} ({last}).");
            await Task.Delay(LookEvery);
            var now = await read();
            if (now != last) changed = TimeProvider.System.GetTimestamp();
            last = now;
        }

        return last;
    }
}
