using System.Net;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>The endpoints of a cluster: which there are by configuration and names, and how each stands.</summary>
/// <param name="enlist">Makes one that is new, or that stood well before all were taken out.</param>
/// <param name="retire">Takes one out: no new requests; those under way finish on their connections.</param>
internal sealed class ClusterRoster(Func<ClusterSource, IPEndPoint, bool, ClusterEndpoint> enlist, Action<ClusterEndpoint> retire)
{
    private readonly Dictionary<IPEndPoint, ClusterEndpoint> _endpoints = [];
    private readonly HashSet<IPEndPoint> _stoodWell = [];
    private readonly List<(ClusterSource Source, ClusterEndpoint Endpoint)> _members = [];

    public IReadOnlyCollection<ClusterEndpoint> All => _endpoints.Values;

    public bool IsWarming => _endpoints.Values.Any(endpoint => endpoint.WarmingSince is not null);

    public ClusterEndpoint? Find(EndpointCell cell) => _endpoints.Values.FirstOrDefault(endpoint => endpoint.Cell == cell);

    public ClusterEndpoint? Find(OutlierHost host) => _endpoints.Values.FirstOrDefault(endpoint => endpoint.Host == host);

    /// <summary>From now on it is these, and no others. An address that several name is one endpoint.</summary>
    /// <returns>The addresses.</returns>
    public IReadOnlySet<IPEndPoint> Assign(IEnumerable<(ClusterSource Source, IPEndPoint Address)> wanted)
    {
        var present = new HashSet<IPEndPoint>();
        _members.Clear();
        foreach (var (source, address) in wanted)
            if (present.Add(address)) _members.Add((source, EndpointAt(source, address)));

        _stoodWell.Clear();
        foreach (var gone in _endpoints.Keys.Except(present).ToList()) Retire(gone);
        return present;
    }

    /// <summary>Takes all out, until the next <see cref="Assign"/>: those that are to be made anew.</summary>
    public void RetireAll()
    {
        foreach (var (address, endpoint) in _endpoints.ToList())
        {
            if (endpoint.StandsWell) _stoodWell.Add(address);
            Retire(address);
        }
    }

    public List<ClusterMember> Members(Instant now, SlowStart? slowStart) => _members.ConvertAll(one => one.Endpoint.MemberAs(one.Source, now, slowStart));

    private ClusterEndpoint EndpointAt(ClusterSource source, IPEndPoint address)
    {
        if (!_endpoints.TryGetValue(address, out var known)) _endpoints[address] = known = enlist(source, address, _stoodWell.Contains(address));
        return known;
    }

    private void Retire(IPEndPoint address)
    {
        _endpoints.Remove(address, out var gone);
        retire(gone!);
    }
}
