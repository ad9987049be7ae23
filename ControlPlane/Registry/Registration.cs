namespace ActorMesh.ControlPlane.Registry;

/// <summary>
/// Where callers find a proxy that registered itself: it is an endpoint of its service as long as it lives. Compared by value. Where
/// nobody is asked who they are, it deserves as much trust as the network that it came through.
/// </summary>
/// <param name="Address">An IP address.</param>
/// <param name="Labels">What versions select by.</param>
/// <param name="Weight">1..128; the share among all of the service.</param>
public sealed record Registration(
    string Service, string ProxyId, string Address, int Port, string? Zone, int Weight, IReadOnlyDictionary<string, string> Labels)
{
    public ProxyKey Key => new(Service, ProxyId);

    public bool Equals(Registration? other) =>
        other is not null && Service == other.Service && ProxyId == other.ProxyId && Address == other.Address && Port == other.Port
        && Zone == other.Zone && Weight == other.Weight && HasLabels(other.Labels);

    public override int GetHashCode() => HashCode.Combine(Service, ProxyId, Address, Port);

    private bool HasLabels(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == Labels.Count && labels.All(label => Labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
