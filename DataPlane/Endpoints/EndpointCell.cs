using System.Net;
using ActorMesh.DataPlane.Endpoints.Probing;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Akka.Actor;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>
/// One replica, as request streams see it: its address and atomic counters. Written by requests as they begin and end, and by
/// the endpoint's actor; it outlives configuration changes that keep the address.
/// </summary>
public sealed class EndpointCell(string name, EndPoint address, string hashKey)
{
    private long _total;
    private long _errors;
    private int _active;
    private int _health;
    private volatile EjectionStanding? _ejection;
    private volatile CheckStanding? _check;

    /// <summary><c>address:port</c> as configured or resolved: what people see.</summary>
    public string Name => name;

    public EndPoint Address => address;

    /// <summary>What consistent hashing hashes: <c>address:port</c> or, where set, the configured hash key.</summary>
    public string HashKey => hashKey;

    /// <summary>Requests (L7) or connections (L4) in flight.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>Requests or connections sent here since the start.</summary>
    public long Total => Volatile.Read(ref _total);

    /// <summary>Those of them that got no answer, or one of 500 and above.</summary>
    public long Errors => Volatile.Read(ref _errors);

    public EndpointHealth Health
    {
        get => (EndpointHealth)Volatile.Read(ref _health);
        internal set => Volatile.Write(ref _health, (int)value);
    }

    /// <summary>Set exactly while it is ejected.</summary>
    public EjectionStanding? Ejection
    {
        get => _ejection;
        internal set => _ejection = value;
    }

    /// <summary>What its health checks say; null while there has been none.</summary>
    public CheckStanding? Check
    {
        get => _check;
        internal set => _check = value;
    }

    /// <summary>What its attempts have come to, for ejection. Outlives the cell while the address stays in the cluster.</summary>
    public OutlierCell Outlier { get; internal init; } = new();

    /// <summary>Told when attempts reach a threshold. Set once, before the cell is published; null where nobody decides.</summary>
    internal IActorRef? Owner { get; set; }

    /// <summary>Connections to it for ordinary requests. Set once, before the cell is published.</summary>
    public UpstreamPool Pool { get; internal set; } = null!;

    /// <summary>The same for requests whose route says priority HIGH: each pool has limits of its own.</summary>
    public UpstreamPool HighPool { get; internal set; } = null!;

    /// <summary>Pooled connections, open or being opened.</summary>
    public int Connections => Pool.Total + HighPool.Total;

    /// <summary>Those of them that carry no request.</summary>
    public int IdleConnections => Pool.Idle + HighPool.Idle;

    /// <summary>The name that the endpoint goes by: what <c>auto_host_rewrite</c> sends as Host.</summary>
    public string Hostname { get; internal init; } = "";

    /// <summary>Where the requests of this priority get their connections.</summary>
    public UpstreamPool PoolOf(RoutingPriority priority) => priority == RoutingPriority.High ? HighPool : Pool;

    public void Begin()
    {
        Interlocked.Increment(ref _active);
        Interlocked.Increment(ref _total);
    }

    /// <summary>
    /// Counts how an attempt ended. Called once for each, when its outcome is known. Allocates nothing and takes no lock, unless a threshold
    /// is reached: then its owner is told, once.
    /// </summary>
    public void Report(in AttemptOutcome outcome)
    {
        if (outcome.Counts && outcome.StatusOrEquivalent >= 500) Failed();
        if (Outlier.Report(outcome) is not OutlierEdges.None and var edges) Owner?.Tell(new EndpointActor.Message.Edge(edges));
    }

    /// <summary>
    /// An answer bore <c>x-envoy-immediate-health-check-fail</c>: leaves the endpoint out until its next good health check. Without effect where it is
    /// not checked.
    /// </summary>
    public void MarkImmediateFailure()
    {
        if (_check is { IsHealthy: true }) Owner?.Tell(EndpointActor.Message.ImmediateFailure.Instance);
    }

    public void Failed() => Interlocked.Increment(ref _errors);

    public void End() => Interlocked.Decrement(ref _active);

    public override string ToString() => name;
}
