namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What became of the answers of one type since the start; each name is Envoy's for the same.</summary>
internal sealed class DiscoveryCounts
{
    /// <summary><c>update_attempt</c>: answers that came, and streams that were lost before one did.</summary>
    public long Attempts { get; set; }

    /// <summary><c>update_success</c></summary>
    public long Successes { get; set; }

    /// <summary><c>update_failure</c>: streams that ended while the type was asked for.</summary>
    public long Failures { get; set; }

    /// <summary><c>update_rejected</c></summary>
    public long Rejections { get; set; }

    /// <summary><c>update_empty</c>: answers by name that held nothing; all stays as it was.</summary>
    public long Empty { get; set; }

    /// <summary><c>init_fetch_timeout</c>: names, or first answers, that were not waited for any longer.</summary>
    public long TimedOut { get; set; }
}
