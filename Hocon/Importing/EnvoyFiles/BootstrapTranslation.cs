using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads one workload's bootstrap into the mesh.</summary>
internal sealed class BootstrapTranslation(EnvoyFile file, MeshDraft mesh, VersionTable versions)
{
    private readonly ClusterTable _clusters = new(file, mesh, versions);
    private readonly RouteAttachment _attachment = new(versions, file.Notes);

    public void Run()
    {
        var node = file.Bootstrap.Node;
        if (file.OwnMesh is { } name) mesh.Name = name;
        var self = node is { Id.Length: > 0 } ? node.Cluster.Length > 0 ? node.Cluster : node.Id : null;
        var workload = self is null ? null : file.OwnMesh is not null || IsInFile(self) ? mesh.Service(ServiceName.Of(self)) : null;
        if (file.OwnMesh is not null && file.Bootstrap.Admin?.Address?.SocketAddress is { PortValue: > 0 and not 15000 } admin)
            mesh.Settings.Set("admin-port", Words.Number(admin.PortValue));
        foreach (var listener in file.Bootstrap.StaticResources?.Listeners ?? [])
        {
            if (file.OwnMesh is not null && workload is not null) ReadOwn(listener, workload);
            else ReadForeign(listener, workload);
        }
    }

    private bool IsInFile(string service) => mesh.Find(ServiceName.Of(service)) is not null;

    private void ReadOwn(Listener listener, ServiceDraft workload)
    {
        var port = (int)(listener.Address?.SocketAddress?.PortValue ?? 0);
        switch (listener.Name)
        {
            case "inbound":
                workload.Port = port;
                new InboundTranslation(file, mesh, _clusters).Read(listener, workload);
                break;
            case "ingress":
                workload.IsSeenByCaller = true;
                foreach (var (table, _) in Tables(listener)) ReadIngress(table, workload, port);
                if (Proxies(listener).Any()) workload.Exposure = new ExposureDraft(null, "/", port, null, null);
                break;
            case "outbound":
                // Its connection manager is nobody's in particular, and so has what holds for all.
                foreach (var (_, manager) in Tables(listener)) ManagerTranslation.Read(manager, new PolicyWriter(mesh.Defaults, file.Notes), file);
                if (port != 15001) mesh.Settings.Set("outbound-port", Words.Number(port));
                break;
            default:
                if (listener.Name.StartsWith("outbound/", StringComparison.Ordinal)) ReadOutbound(listener, workload);
                break;
        }
    }

    private void ReadOutbound(Listener listener, ServiceDraft workload)
    {
        var callee = mesh.Service(ServiceName.Of(listener.Name["outbound/".Length..]));
        workload.AddCall(callee.Name);
        callee.IsSeenByCaller = true;
        foreach (var (table, manager) in Tables(listener))
        {
            ManagerTranslation.Read(manager, new PolicyWriter(callee.Policies, file.Notes), file);
            foreach (var host in table.VirtualHosts) Attach(callee, host, isEntrance: false);
        }

        if (Proxies(listener).Any()) callee.Policies.Set("protocol", "tcp");
    }

    private void ReadIngress(RouteConfiguration table, ServiceDraft workload, int port)
    {
        foreach (var host in table.VirtualHosts)
        {
            var name = host.Domains is ["*", ..] or [] ? null : host.Domains[0];
            workload.Exposure = new ExposureDraft(name, "/", port == 8000 ? null : port, null, null);
            Attach(workload, host, isEntrance: true);
        }
    }

    /// <summary>The same routes may come from several workloads: those that the service has already stay.</summary>
    private void Attach(ServiceDraft service, VirtualHost host, bool isEntrance)
    {
        var routes = new RouteTranslation(file, _clusters, isEntrance);
        var rules = host.Routes.Select(route => routes.Read(route, $"{service.Name}.")).OfType<ImportedRule>().ToList();
        if (service.Routes.Count > 0) return;
        if (rules is [{ Mirror: null, Matches: [], Destinations: [{ Subset: null } only] } rule] && only.Service == service && HasPoliciesAlone(rule.Body))
            service.Policies.FillOver(rule.Body);
        else
            _attachment.ToService(service, rules);
    }

    private static bool HasPoliciesAlone(DraftObject body) =>
        body.Entries.All(entry => entry.Key is not ("rewrite" or "redirect" or "respond" or "mirror" or "headers" or "idempotent"));

    /// <summary>A listener of a file from elsewhere is the way out when it says so or listens on loopback, else a door for the outside.</summary>
    private void ReadForeign(Listener listener, ServiceDraft? workload)
    {
        var address = listener.Address?.SocketAddress;
        var isOutbound = listener.TrafficDirection == TrafficDirection.Outbound
            || (listener.TrafficDirection == TrafficDirection.Unspecified && address?.Address is "127.0.0.1" or "::1" or "localhost");
        if (listener.FilterChains.Any(chain => chain.TransportSocket is not null))
            file.Notes.NotCarried(file.At(listener), "TLS towards clients is carried by files", "write tls-cert and tls-key in `expose`; until then this door is not encrypted");
        foreach (var (table, manager) in Tables(listener))
        foreach (var host in table.VirtualHosts)
        {
            var routes = new RouteTranslation(file, _clusters, !isOutbound);
            var rules = host.Routes.Select(route => routes.Read(route, "")).OfType<ImportedRule>().ToList();
            foreach (var owner in rules.SelectMany(rule => rule.Destinations).Select(destination => destination.Service).Distinct())
                ManagerTranslation.Read(manager, new PolicyWriter(owner.Policies, file.Notes), file);
            if (isOutbound) ToCallees(rules, workload);
            else _attachment.ToEntrance(new Entrance(file.At(listener), HostOf(host), (int?)address?.PortValue is 8000 ? null : (int?)address?.PortValue), rules);
        }

        foreach (var (proxy, at) in Proxies(listener)) ReadProxy(proxy, at, isOutbound ? workload : null, isOutbound, address?.PortValue);
    }

    private string? HostOf(VirtualHost host)
    {
        if (host.Domains.Count > 1) file.Notes.NotCarried(file.At(host, VirtualHost.DomainsFieldNumber), "a service is exposed under one host name; the first is it");
        return host.Domains is [not "*" and var name, ..] ? name : null;
    }

    private void ToCallees(List<ImportedRule> rules, ServiceDraft? workload)
    {
        var owners = RuleOwners.Of(rules);
        foreach (var (owner, forwarded) in owners)
        {
            if (workload != owner) workload?.AddCall(owner.Name);
            // With one service there is no doubt whose the answers are that the proxy gives itself.
            _attachment.ToService(owner, owners.Count == 1 ? rules : forwarded);
        }

        if (owners.Count == 1) return;
        foreach (var rule in rules.Where(rule => rule.Destinations.Count == 0))
            file.Notes.NotCarried(rule.At, "a route by which the proxy answers itself belongs to no service here", "write it as a route of the service that it is about");
    }

    private void ReadProxy(TcpProxy proxy, ImportPlace at, ServiceDraft? caller, bool isOutbound, uint? port)
    {
        if (proxy.ClusterSpecifierCase != TcpProxy.ClusterSpecifierOneofCase.Cluster || _clusters.Service(proxy.Cluster) is not { } service)
        {
            file.Notes.NotCarried(at, "bytes are not split between services");
            return;
        }

        service.Policies.Set("protocol", "tcp");
        if (EnvoyFile.Time(proxy.IdleTimeout) is { } idle) new PolicyWriter(service.Policies, file.Notes).Patience("timeout.idle", idle, at);
        if (!isOutbound) service.Exposure ??= new ExposureDraft(null, "/", (int?)port, null, null);
        else caller?.AddCall(service.Name);
    }

    private IEnumerable<(RouteConfiguration Table, HttpConnectionManager Manager)> Tables(Listener listener)
    {
        foreach (var filter in Chains(listener).SelectMany(chain => chain.Filters))
        {
            if (file.Payload<HttpConnectionManager>(filter.TypedConfig) is { RouteConfig: { } table } manager) yield return (table, manager);
        }
    }

    private IEnumerable<(TcpProxy Proxy, ImportPlace At)> Proxies(Listener listener)
    {
        foreach (var filter in Chains(listener).SelectMany(chain => chain.Filters))
        {
            if (file.Payload<TcpProxy>(filter.TypedConfig) is { } proxy) yield return (proxy, file.At(filter));
        }
    }

    // Chains of a permissive listener say the same twice.
    private IEnumerable<FilterChain> Chains(Listener listener) =>
        file.OwnMesh is not null ? listener.FilterChains.Take(1) : listener.FilterChains.Concat(listener.DefaultFilterChain is { } last ? [last] : []);
}
