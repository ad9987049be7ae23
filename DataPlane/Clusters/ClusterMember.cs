using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>
/// One endpoint as a <see cref="ClusterView"/> is built from it: its cell and what configuration and health say of it now.
/// </summary>
/// <param name="Cell">The endpoint's counters, shared by all views that contain it.</param>
/// <param name="Health">
/// Health at the time of building. It is copied here and not read from the cell later: one view must not see a host as healthy in
/// one place and as sick in another.
/// </param>
public sealed record ClusterMember(EndpointCell Cell, EndpointHealth Health)
{
    /// <summary>The highest priority number a cluster may use (envoy.config.endpoint.v3.LocalityLbEndpoints).</summary>
    public const int PriorityMax = 128;

    /// <summary>Share of traffic relative to the other endpoints of its locality, 1 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1: who shall get nothing has no place in the cluster.</exception>
    public int Weight
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Weight)}: expected 1 or more");
    } = 1;

    /// <summary>0 is used first; 1 and above take over as those before lose health. 0..<see cref="PriorityMax"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public int Priority
    {
        get;
        init => field = value is >= 0 and <= PriorityMax
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Priority)}: expected 0..{PriorityMax}");
    }

    public Locality Locality { get; init; } = Locality.Unknown;

    /// <summary>The endpoint's host name, where configured; hashed instead of the address if the cluster asks for it.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>
    /// Percent of <see cref="Weight"/> that counts now, 1..100: less than 100 while the endpoint warms up. Only round robin and
    /// least request look at it (<see cref="Balancing.SlowStart"/>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public int WarmthPercent
    {
        get;
        init => field = value is >= 1 and <= 100
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(WarmthPercent)}: expected 1..100");
    } = 100;

    /// <summary>
    /// The endpoint asked to be left out at once (failed its check with an immediate verdict), so it does not count as lost capacity.
    /// </summary>
    public bool IsExcluded { get; init; }

    /// <summary>The same member with the health its cell shows now.</summary>
    public ClusterMember AsOfNow() => this with { Health = Cell.Health };
}
