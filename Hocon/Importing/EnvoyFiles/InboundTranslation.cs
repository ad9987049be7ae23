using ActorMesh.Runtime.Contracts;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using ActorMesh.Runtime.Contracts.Envoy.RateLimits;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads the inbound listener of an exported file: what holds for requests to the workload itself.</summary>
internal sealed class InboundTranslation(EnvoyFile file, MeshDraft mesh, ClusterTable clusters)
{
    public void Read(Listener listener, ServiceDraft workload)
    {
        var writer = new PolicyWriter(workload.Policies, file.Notes);
        ReadMode(listener, writer);
        ReadApp(workload, writer);
        foreach (var filter in listener.FilterChains.Take(1).SelectMany(chain => chain.Filters))
        {
            if (file.Payload<TcpProxy>(filter.TypedConfig) is { } proxy)
            {
                writer.Word("protocol", "tcp");
                writer.Patience("timeout.idle", EnvoyFile.Time(proxy.IdleTimeout), file.At(proxy));
            }
            else if (file.Payload<HttpConnectionManager>(filter.TypedConfig) is { } manager)
            {
                ReadManager(manager, workload, writer);
            }
        }
    }

    private void ReadMode(Listener listener, PolicyWriter writer)
    {
        var secured = listener.FilterChains.Where(chain => chain.TransportSocket is not null).ToList();
        writer.Word("mtls.mode", secured.Count == 0 ? "off" : secured.Count < listener.FilterChains.Count ? "permissive" : "strict");
        if (secured is [var chain, ..] && file.Payload<DownstreamTlsContext>(chain.TransportSocket.TypedConfig) is { } context)
            ClusterPolicies.ReadVersion(context.CommonTlsContext, writer);
    }

    private void ReadApp(ServiceDraft workload, PolicyWriter writer)
    {
        if (clusters.Cluster(ClusterTable.App) is not { } app) return;
        if (ClusterEndpoints.Of(app, file) is [var endpoint, ..] && endpoint.Port != workload.Port + 10_000) workload.AppPort = endpoint.Port;
        // The application is one, and its limits are those of its callers: how it is dialled is all that the cluster says of the service.
        writer.Duration("timeout.connect", EnvoyFile.Time(app.ConnectTimeout), file.At(app), PolicyWriter.Millisecond, TimeSpan.FromMinutes(10));
        ClusterPolicies.ReadProtocol(app, writer, file);
    }

    private void ReadManager(HttpConnectionManager manager, ServiceDraft workload, PolicyWriter writer)
    {
        ManagerTranslation.Read(manager, writer, file);
        foreach (var filter in manager.HttpFilters)
        {
            switch (file.Payload(filter.TypedConfig))
            {
                case RBAC rbac:
                    new AuthorizationTranslation(file, mesh).Read(rbac, workload);
                    break;
                case LocalRateLimit limit:
                    ReadLimit(limit, writer);
                    break;
                case HTTPFault fault:
                    ReadFault(fault, writer);
                    break;
                case Router router:
                    writer.Target.Set("timeout.propagate-deadline", router.RespectExpectedRqTimeout ? DraftNode.On : DraftNode.Off);
                    break;
            }
        }

        if (manager.RouteConfig?.VirtualHosts is not [{ Routes: [.., { Route_: { } action } last] }, ..]) return;
        if (MeshFields.Of(last.Metadata, MeshMetadata.Limits)?.Number("max-request-body") is { } most) writer.Word("limits.max-request-body", Words.Bytes((long)most));
        else writer.Target.Set("limits.max-request-body", DraftNode.Off);
        writer.Patience("timeout.request", EnvoyFile.Time(action.Timeout), file.At(action));
        writer.Patience("timeout.idle", EnvoyFile.Time(action.IdleTimeout), file.At(action));
    }

    private void ReadLimit(LocalRateLimit limit, PolicyWriter writer)
    {
        if (limit.TokenBucket is not { } bucket || EnvoyFile.Time(bucket.FillInterval) is not { Ticks: > 0 } interval) return;
        writer.Word("rate-limit.local.rate", Words.Rate((bucket.TokensPerFill ?? 1) / (decimal)interval.TotalSeconds));
        writer.Count("rate-limit.local.burst", bucket.MaxTokens, file.At(bucket), 1, 1_000_000);
        if (limit.FilterEnforced?.DefaultValue is not { Numerator: > 0 }) writer.Word("rate-limit.local.mode", "observe");
        writer.Word("rate-limit.local.headers", limit.EnableXRatelimitHeaders == XRateLimitHeadersRFCVersion.Off ? "off" : "x-ratelimit");
        var action = limit.RateLimits is [{ Actions: [var only] }, ..] ? only : null;
        writer.Target.Set("rate-limit.local.key", new DraftText(
            action is null ? "none"
            : action.RemoteAddress is not null ? "client-ip"
            : action.RequestHeaders?.DescriptorKey == "caller" ? "caller"
            : $"header:{action.RequestHeaders?.HeaderName}"));
    }

    private void ReadFault(HTTPFault fault, PolicyWriter writer)
    {
        writer.Count("fault.max-active", fault.MaxActiveFaults, file.At(fault), 0, 1_000_000);
        if (fault.Delay?.HeaderDelay is not null || fault.Abort?.HeaderAbort is not null)
        {
            writer.Switch("fault.by-header", isOn: true);
            if (fault.Delay is { } asked) AskedShare("fault.delay-share", asked.Percentage, file.At(asked));
            if (fault.Abort is { } askedAbort) AskedShare("fault.abort-share", askedAbort.Percentage, file.At(askedAbort));
            return;
        }

        if (fault.Delay is { } delay)
        {
            writer.Share("fault.delay-share", RouteTranslation.Percent(delay.Percentage ?? new FractionalPercent()), file.At(delay));
            writer.Duration("fault.delay", EnvoyFile.Time(delay.FixedDelay), file.At(delay), PolicyWriter.Millisecond, TimeSpan.FromMinutes(10));
        }

        if (fault.Abort is not { } abort) return;
        writer.Share("fault.abort-share", RouteTranslation.Percent(abort.Percentage ?? new FractionalPercent()), file.At(abort));
        writer.Count("fault.abort-status", abort.HttpStatus, file.At(abort), 400, 599);

        // All of them goes without saying.
        void AskedShare(string path, FractionalPercent? share, ImportPlace at)
        {
            if (RouteTranslation.Percent(share ?? new FractionalPercent()) is var percent and < 100) writer.Share(path, percent, at);
        }
    }
}
