using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Secrets;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ActorMesh.Cli.Spiffe;

/// <summary>The identity of an application as secrets (SDS), under the names that Envoys configured for SPIRE ask by.</summary>
internal sealed class SecretService(ApplicationIdentity application, WorkloadAudit audit, TimeProvider clock, IHostApplicationLifetime host)
    : SecretDiscoveryService.SecretDiscoveryServiceBase
{
    private readonly SecretStream _stream = new(application, audit, clock);

    public override Task StreamSecrets(IAsyncStreamReader<DiscoveryRequest> requestStream, IServerStreamWriter<DiscoveryResponse> responseStream, ServerCallContext context)
    {
        var secrets = new StateSubscription(ResourceTypes.Secret, mayHaveKept: false);
        return ApplicationCall.Run(context, stop => _stream.Serve(
            requestStream, responseStream, AcceptedConnections.PeerOf(context.GetHttpContext()), secrets,
            ask => new SecretAsk(secrets.Hear(ask, clock), ask.TypeUrl, ask.ResourceNames), stop), host.ApplicationStopping);
    }

    public override Task DeltaSecrets(IAsyncStreamReader<DeltaDiscoveryRequest> requestStream, IServerStreamWriter<DeltaDiscoveryResponse> responseStream, ServerCallContext context)
    {
        var secrets = new DeltaSubscription(ResourceTypes.Secret);
        return ApplicationCall.Run(context, stop => _stream.Serve(
            requestStream, responseStream, AcceptedConnections.PeerOf(context.GetHttpContext()), secrets,
            ask => new SecretAsk(secrets.Hear(ask, clock), ask.TypeUrl, ask.ResourceNamesSubscribe), stop), host.ApplicationStopping);
    }

    public override async Task<DiscoveryResponse> FetchSecrets(DiscoveryRequest request, ServerCallContext context)
    {
        var response = new DiscoveryResponse();
        await ApplicationCall.Run(context, async stop =>
        {
            var isForKey = ApplicationSecrets.NeedKey(request.ResourceNames);
            var secrets = new ApplicationSecrets(await application.Next(null, isForKey, stop), isForKey);
            // Not before it was sent.
            context.GetHttpContext().Response.RegisterForDispose(secrets);
            (response.TypeUrl, response.VersionInfo) = (ResourceTypes.Secret, secrets.Set.Version);
            response.Resources.AddRange(secrets.Set.ByName.Values.Where(secret => request.ResourceNames.Contains(secret.Name)).Select(secret => secret.Body));
        }, host.ApplicationStopping);
        return response;
    }
}
