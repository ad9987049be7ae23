using System.Text;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.Lab.Measuring;

namespace ActorMesh.Lab.Running;

/// <summary>The sidecar of one replica: routes and clusters on its way out, filters on its way in. Compiled as for a real one.</summary>
internal sealed class SimulatedSidecar
{
    private readonly CompiledSidecar _compiled;
    private readonly Dictionary<string, SimulatedCluster> _clusters;
    private readonly ExchangeFacts _facts;
    private readonly RequestFilters _filters;

    public SimulatedSidecar(
        CompiledSidecar compiled, Dictionary<string, SimulatedCluster> clusters, RequestHead request, EventQueue queue, FastRandom draws, TimeSpan network, Recorder record)
    {
        (_compiled, _clusters, Request, Queue, Draws, Network, Record) = (compiled, clusters, request, queue, draws, network, record);
        _facts = new ExchangeFacts { ClientAddress = "10.0.0.1"u8.ToArray(), ClientAddressAndPort = "10.0.0.1:50000"u8.ToArray(), Clock = queue };
        _filters = compiled.Inbound.Match(request, _facts, 0).Route?.Filters.WithoutGuards() ?? RequestFilters.None;
    }

    public EventQueue Queue { get; }

    /// <summary>All chance of its exchanges.</summary>
    public FastRandom Draws { get; }

    /// <summary>To another sidecar, one way.</summary>
    public TimeSpan Network { get; }

    public Recorder Record { get; }

    /// <summary>As every request of the scenario looks.</summary>
    public RequestHead Request { get; }

    public IReadOnlyCollection<SimulatedCluster> Clusters => _clusters.Values;

    /// <summary>What becomes of a call; null when no route takes it.</summary>
    public RouteOutcome? RouteTo(string callee, ulong random) => _compiled.Outbound[callee].Match(Request, _facts, random).Route?.Outcome;

    public SimulatedCluster ClusterOf(ForwardAction forward, ulong random) => _clusters[forward.SelectCluster(Request, _facts, random).Cluster!.Name];

    /// <summary>What the filters on the way in say to a request.</summary>
    public (SimulatedAnswer? Refusal, TimeSpan Delay) Admit()
    {
        if (_filters.IsEmpty) return (null, TimeSpan.Zero);
        var verdict = _filters.Apply(Request, _facts, Draws.Next());
        return (verdict.Refusal is { } refusal ? new SimulatedAnswer(refusal.Status, refusal.Flag, IsMarked: false) : null, verdict.Delay);
    }

    /// <summary>The request that a scenario's load is made of.</summary>
    public static RequestHead RequestOf(string method, string path)
    {
        var bytes = Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nhost: lab\r\n\r\n");
        var head = new RequestHead();
        return RequestParser.Parse(bytes, 0, bytes.Length, head, MessageLimits.Default) is { } error
            ? throw new ArgumentException($"{method} {path}: {error.Explanation}", nameof(path))
            : head;
    }
}
