using System.Net;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary>Where operators look at a sidecar and steer it.</summary>
internal sealed class AdminApi
{
    private const int ConnectionsMax = 32; // Within what traffic leaves of the file descriptors.

    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, IAdminEndpoint> _endpoints;

    internal AdminApi(IEnumerable<IAdminEndpoint> endpoints)
    {
        _endpoints = endpoints.ToDictionary(endpoint => endpoint.Path, StringComparer.Ordinal);
        _endpoints["/"] = new IndexEndpoint([.. _endpoints.Values]);
    }

    /// <exception cref="IOException">The address cannot be had.</exception>
    public static Task<LoopbackServer> Start(IPEndPoint address, AdminContext context) =>
        LoopbackServer.Start(address, ConnectionsMax, new AdminApi(Endpoints(context)).Answer, context.Clock, SilenceMax);

    internal Task Answer(HttpContext http)
    {
        var request = http.Request;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var endpoint = _endpoints.GetValueOrDefault(request.Path.Value ?? "");
        if (AdminGate.Check(request.Method, request.Host.Host, request.Headers[AdminGate.Header].ToString(), endpoint) is not { } refusal)
            return endpoint!.Answer(http);
        if (refusal.Allow is { } allow) http.Response.Headers.Allow = allow;
        return http.Answer(refusal.Status, $"{refusal.Reason}\n");
    }

    private static IEnumerable<IAdminEndpoint> Endpoints(AdminContext context) =>
    [
        new ReadyEndpoint(context),
        new ServerInfoEndpoint(context),
        new StatsEndpoint(context),
        new PrometheusEndpoint(context),
        new ClustersEndpoint(context.Sidecar),
        new ListenersEndpoint(context),
        new RoutesEndpoint(context),
        new RequestsEndpoint(context.Sidecar.Failures),
        new IdentityEndpoint(context),
        new RotateEndpoint(context),
        new ConfigDumpEndpoint(context),
        new AcceptOlderEndpoint(context),
        new DrainEndpoint(context),
        new QuitEndpoint(context),
    ];
}
