using ActorMesh.DataPlane.Routing.Filters.Descriptors;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>How requests are counted in limits of the whole mesh (envoy.extensions.filters.http.ratelimit).</summary>
internal sealed record GlobalLimitSettings
{
    public string Domain { get; init; } = "";

    /// <summary>Of the refusal. Default 429.</summary>
    public int Status { get; init; } = 429;

    /// <summary>Of the refusal while nobody can say. Default 500.</summary>
    public int StatusOnError { get; init; } = 500;

    /// <summary>Whether requests are refused while nobody can say. Default no.</summary>
    public bool DeniesOnError { get; init; }

    /// <summary>Whether answers tell limits in x-ratelimit-limit, -remaining and -reset.</summary>
    public bool TellsLimits { get; init; }

    /// <summary>Whether refusals say x-envoy-ratelimited. Default yes.</summary>
    public bool MarksRefusals { get; init; } = true;

    /// <summary>For which a request waits for a token when it is not known yet whether there is one. Default 20 ms.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>What requests are counted by; null: what their route says.</summary>
    public IReadOnlyList<DescriptorRecipe>? Counted { get; init; }
}
