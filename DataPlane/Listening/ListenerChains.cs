using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Telemetry;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Listening;

/// <summary>The chains of one listener, kept through changes of its plan. Belongs to the listener's actor.</summary>
internal sealed class ListenerChains(ListenerStatus status, TrafficContext context)
{
    private readonly List<ListenerChain> _chains = [];

    public ListenerChain Of(ChainPlan plan) => _chains.First(chain => ReferenceEquals(chain.Plan, plan));

    /// <summary>The chain that stands where that plan stood, which may have changed while a connection was being opened; null when there is none.</summary>
    public ListenerChain? Following(ChainPlan plan) => _chains.Find(chain => chain.CanFollow(plan));

    /// <summary>Takes a new plan. Gives those chains that are no longer part of it: their connections are to end.</summary>
    public IReadOnlyList<ListenerChain> Use(ListenerPlan plan)
    {
        var left = _chains.ToList();
        _chains.Clear();
        var services = new List<HttpService>();
        var unused = status.Services.ToList();
        foreach (var next in plan.Chains)
        {
            var chain = left.Find(candidate => candidate.CanFollow(next)) ?? new ListenerChain(next);
            left.Remove(chain);
            chain.Use(next, next.Http is null ? null : Service(plan.Name, next.Http, services, chain.Service, unused), () => Tcp(next.Tcp!));
            _chains.Add(chain);
        }

        status.Services = services;
        status.TcpConfiguration = plan.Chains.FirstOrDefault(chain => chain.Tcp is not null)?.Tcp;
        status.Guards = [.. plan.Chains.Select(chain => chain.Guards).Where(guards => !guards.IsEmpty).Distinct()];
        status.IsHttp = services.Count > 0;
        if (plan.LooksAtFirstBytes) status.Tls ??= new TlsCounters();
        return left;
    }

    /// <summary>Chains with the same configuration share its service; one that changed keeps its own, so that limits and counts go on.</summary>
    private HttpService Service(string listener, HttpConfiguration configuration, List<HttpService> services, HttpService? before, List<HttpService> unused)
    {
        if (services.Find(known => ReferenceEquals(known.Current, configuration)) is { } shared) return shared;
        var service = before is not null && unused.Remove(before) ? before : New(listener, configuration, services.FirstOrDefault() ?? status.Http);
        configuration.Routes.TakeOver(service.Current.Routes, context.Clock.Now);
        (service.Current, service.Listener) = (configuration, listener);
        services.Add(service);
        return service;
    }

    private HttpService New(string listener, HttpConfiguration configuration, HttpService? first) =>
        new(listener, configuration, context.Clusters, context.Failures, context.Clock, context.Wheel)
        {
            GivenUp = context.GivenUp,
            Leases = context.Leases,
            Keys = context.Keys,
            Counters = first?.Counters ?? new ServerCounters(),
            RequestTimes = first?.RequestTimes ?? new LatencyHistogram(),
        };

    private ConnectionGraph<UpstreamDial> Tcp(TcpConfiguration configuration) =>
        ConnectionGraphs.Tcp(configuration, status.Tcp ??= new RelayCounters(), context);
}
