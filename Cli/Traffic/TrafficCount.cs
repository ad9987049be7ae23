namespace ActorMesh.Cli.Traffic;

/// <summary>What came of the requests so far.</summary>
/// <param name="Ok">Answered with a status below 400.</param>
/// <param name="Failed">Answered with 400 or more, or not at all.</param>
/// <param name="Late">Due while too many were under way, and so never sent.</param>
internal readonly record struct TrafficCount(long Ok, long Failed, long Late)
{
    public bool IsClean => Failed == 0 && Late == 0;
}
