namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>An HTTP request whose status tells.</summary>
/// <param name="Method">Such as GET.</param>
/// <param name="Host">What stands as Host.</param>
/// <param name="Path">As sent, with its query.</param>
public sealed record HttpProbe(string Method, string Host, string Path) : HealthProbe
{
    public static EquatableList<StatusRange> OnlyOk { get; } = new([new StatusRange(200, 201)]);

    /// <summary>Good answers. Default 200 alone.</summary>
    public EquatableList<StatusRange> Expected { get; init; } = OnlyOk;

    /// <summary>Bad answers that must come several times, as failures of the network must.</summary>
    public EquatableList<StatusRange> Retriable { get; init; } = new([]);

    /// <summary>Who must have answered, as <c>x-envoy-upstream-healthchecked-cluster</c> says; null asks nothing.</summary>
    public ServiceNameTest? Service { get; init; }

    /// <summary>What an answer means.</summary>
    /// <param name="service">The header that names who answered; null when there is none.</param>
    /// <param name="isDegraded">The answer bears <c>x-envoy-degraded</c>.</param>
    public ProbeResult Judge(int status, string? service, bool isDegraded)
    {
        if (Expected.Any(range => range.Contains(status)))
        {
            return Service is null || (service is not null && Service.Accepts(service))
                ? new ProbeResult(isDegraded ? ProbeEnd.Degraded : ProbeEnd.Passed, $"status {status}")
                : new ProbeResult(ProbeEnd.Failed, service is null ? "no x-envoy-upstream-healthchecked-cluster says who answered" : $"answered by {service}");
        }

        return new ProbeResult(Retriable.Any(range => range.Contains(status)) ? ProbeEnd.FailedOnce : ProbeEnd.Failed, $"status {status}");
    }
}
