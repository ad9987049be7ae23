using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Distribution.Joined;

/// <summary>Which sidecars are members of the cluster, by their heartbeats.</summary>
public sealed class JoinedWorkloads
{
    /// <summary>Members of a cluster are few; more than this are not kept.</summary>
    public const int Max = 1_000;

    private readonly Dictionary<ProxyKey, JoinedWorkload> _byProxy = [];

    public IReadOnlyCollection<JoinedWorkload> All => _byProxy.Values;

    public IEnumerable<string> Services => _byProxy.Values.Select(joined => joined.Last.Service).Distinct(StringComparer.Ordinal);

    public static ProxyKey KeyOf(WorkloadHeartbeat heartbeat) => new(heartbeat.Service, heartbeat.Proxy);

    /// <returns>Null when there are too many.</returns>
    public JoinedWorkload? Heard(WorkloadHeartbeat heartbeat, DateTimeOffset now)
    {
        var proxy = KeyOf(heartbeat);
        if (!_byProxy.TryGetValue(proxy, out var known))
        {
            if (_byProxy.Count >= Max) return null;
            return _byProxy[proxy] = new JoinedWorkload(heartbeat, now, now, now);
        }
        var isSame = known.Last.MeshVersion == heartbeat.MeshVersion && Equals(known.Last.Refusal, heartbeat.Refusal);
        return _byProxy[proxy] = known with { Last = heartbeat, HeardAt = now, ChangedAt = isSame ? known.ChangedAt : now };
    }

    /// <param name="problem">Why it was told nothing to run; empty when it was.</param>
    public void Answered(ProxyKey proxy, string problem)
    {
        if (_byProxy.TryGetValue(proxy, out var known)) _byProxy[proxy] = known with { Problem = problem.Length == 0 ? null : problem };
    }

    public bool Remove(ProxyKey proxy) => _byProxy.Remove(proxy);

    /// <returns>Who is lost by now: they are forgotten.</returns>
    public IReadOnlyList<ProxyKey> Silent(DateTimeOffset now)
    {
        List<ProxyKey> silent = [.. _byProxy.Values.Where(joined => now - joined.HeardAt > WorkloadTopics.SilenceMax).Select(joined => joined.Key)];
        foreach (var proxy in silent) _byProxy.Remove(proxy);
        return silent;
    }
}
