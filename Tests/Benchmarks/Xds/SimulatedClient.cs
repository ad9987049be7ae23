using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using Grpc.Core;
using Grpc.Net.Client;

namespace ActorMesh.Tests.Benchmarks.Xds;

/// <summary>A state-of-the-world client on a connection of its own: accepts everything, and comes back when its stream breaks.</summary>
internal sealed class SimulatedClient(int number, int port, int services, Random random)
{
    private static readonly string[] Types = [ResourceTypes.Cluster, ResourceTypes.Endpoints, ResourceTypes.Listener, ResourceTypes.Route];
    private readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);
    private TaskCompletionSource<long> _endpoints = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<long> _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _attempts;

    /// <summary>When the next answer with endpoints comes.</summary>
    public Task<long> NextEndpoints => _endpoints.Task;

    /// <summary>When it has all types on the present stream.</summary>
    public Task<long> Whole => _whole.Task;

    public int Attempts => _attempts;

    public void Forget()
    {
        _endpoints = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _attempts = 0;
    }

    /// <param name="spread">The first attempt comes at some time of this span.</param>
    public async Task Run(TimeSpan spread, CancellationToken stop)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var client = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel);
        var wait = spread * random.NextDouble();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(wait, TimeProvider.System, stop);
                Interlocked.Increment(ref _attempts);
                using var call = client.StreamAggregatedResources(cancellationToken: stop);
                await Converse(call);
            }
            catch (RpcException e)
            {
                wait = e.Trailers.GetValue("grpc-retry-pushback-ms") is { } pushback
                    ? TimeSpan.FromMilliseconds(double.Parse(pushback, System.Globalization.CultureInfo.InvariantCulture))
                    : TimeSpan.FromSeconds(0.5 + (2 * random.NextDouble()));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Converse(AsyncDuplexStreamingCall<DiscoveryRequest, DiscoveryResponse> call)
    {
        HashSet<string> got = new(StringComparer.Ordinal);
        foreach (var type in Types) await call.RequestStream.WriteAsync(Request(type, "", first: type == Types[0]));
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            var now = TimeProvider.System.GetTimestamp();
            if (answer.TypeUrl == ResourceTypes.Endpoints) _endpoints.TrySetResult(now);
            _versions[answer.TypeUrl] = answer.VersionInfo;
            if (got.Add(answer.TypeUrl) && got.Count == Types.Length) _whole.TrySetResult(now);
            await call.RequestStream.WriteAsync(Request(answer.TypeUrl, answer.Nonce, first: false));
        }
    }

    private DiscoveryRequest Request(string type, string nonce, bool first)
    {
        var request = new DiscoveryRequest { TypeUrl = type, VersionInfo = _versions.GetValueOrDefault(type, ""), ResponseNonce = nonce };
        if (type == ResourceTypes.Endpoints) request.ResourceNames.AddRange(MadeMesh.Names(services));
        if (type == ResourceTypes.Route) request.ResourceNames.Add("outbound");
        if (first) request.Node = new Node { Id = $"load-{number}", Cluster = "load", UserAgentName = "xds-load" };
        return request;
    }
}
