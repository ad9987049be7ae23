using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Status = ActorMesh.Runtime.Contracts.Rpc.Status;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>One state-of-the-world stream, driven by hand.</summary>
internal sealed class StateClient(AggregatedDiscoveryService.AggregatedDiscoveryServiceClient client, string id = "orders-1", string service = "orders") : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse> _call = client.StreamAggregatedResources();
    private bool _hasSpoken;

    /// <summary>Sent with the first request.</summary>
    public Node Node { get; } = new() { Id = id, Cluster = service, UserAgentName = "test" };

    public Task Ask(string typeUrl, string names = "", string version = "", string nonce = "", string? error = null)
    {
        var request = new DiscoveryRequest { TypeUrl = typeUrl, VersionInfo = version, ResponseNonce = nonce };
        request.ResourceNames.AddRange(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (error is not null) request.ErrorDetail = new Status { Code = 3, Message = error };
        if (!_hasSpoken) request.Node = Node;
        _hasSpoken = true;
        return _call.RequestStream.WriteAsync(request);
    }

    public Task Accept(DiscoveryResponse answer, string names = "") => Ask(answer.TypeUrl, names, answer.VersionInfo, answer.Nonce);

    public async Task<DiscoveryResponse> Answer()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _call.ResponseStream.MoveNext(limit.Token) ? _call.ResponseStream.Current : throw new InvalidOperationException($"the stream ended: {_call.GetStatus()}");
    }

    /// <summary>How the stream ended.</summary>
    public async Task<RpcException> End()
    {
        try
        {
            while (true) await Answer();
        }
        catch (RpcException e)
        {
            return e;
        }
    }

    public Task Finish() => _call.RequestStream.CompleteAsync();

    public void Dispose() => _call.Dispose();

    /// <summary>In the order of their names.</summary>
    public static string Texts(DiscoveryResponse answer) =>
        string.Join(' ', answer.Resources.Select(resource => resource.Unpack<StringValue>().Value).Order(StringComparer.Ordinal));
}
