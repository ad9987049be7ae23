using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using Grpc.Core;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>The gRPC service that clients call.</summary>
public sealed class AggregatedDiscovery(XdsServer server) : AggregatedDiscoveryService.AggregatedDiscoveryServiceBase
{
    public override Task StreamAggregatedResources(
        IAsyncStreamReader<DiscoveryRequest> requestStream, IServerStreamWriter<DiscoveryResponse> responseStream, ServerCallContext context) =>
        server.Serve(requestStream, responseStream, context);

    public override Task DeltaAggregatedResources(
        IAsyncStreamReader<DeltaDiscoveryRequest> requestStream, IServerStreamWriter<DeltaDiscoveryResponse> responseStream, ServerCallContext context) =>
        server.Serve(requestStream, responseStream, context);
}
