using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Threading.Channels;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Answerer = ActorMesh.Runtime.Contracts.Envoy.Core.ControlPlane;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>
/// A control plane that is none of ours: it serves over real gRPC what a test tells it to, with one version for all types as go-control-plane
/// has it, and remembers what it was told.
/// </summary>
public sealed class ScriptedControlPlane : IAsyncDisposable
{
    private static readonly string[] TypesInOrder =
        [Url(Cluster.Descriptor), Url(ClusterLoadAssignment.Descriptor), Url(Listener.Descriptor), Url(RouteConfiguration.Descriptor)];

    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<Channel<object>, bool> _streams = new();
    private readonly ConcurrentQueue<DiscoveryRequest> _requests = new();
    private readonly ConcurrentQueue<string> _refusals = new();
    private volatile Published _published = new(0, []);

    private ScriptedControlPlane(WebApplication application) => _application = application;

    /// <summary>HOST:PORT.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What it says of itself.</summary>
    public string Identifier { get; set; } = "scripted";

    /// <summary>Whether what is refused is sent again at once, as go-control-plane does.</summary>
    public bool SendsRefusedAgain { get; set; }

    public int Streams => _streams.Count;

    /// <summary>Requests of the state of the world, in the order of their coming.</summary>
    public IReadOnlyList<DiscoveryRequest> Requests => [.. _requests];

    /// <summary>Why answers were refused.</summary>
    public IReadOnlyList<string> Refusals => [.. _refusals];

    /// <summary>Who asked last.</summary>
    public Node? Node { get; private set; }

    public static async Task<ScriptedControlPlane> Start(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Service>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        var application = builder.Build();
        var server = new ScriptedControlPlane(application);
        application.MapGrpcService<Service>();
        application.Services.GetRequiredService<Service>().Owner = server;
        await application.StartAsync();
        server.Address = new Uri(application.Urls.Single()).Authority;
        return server;
    }

    /// <summary>All there is from now on, to whoever asked and to whoever will.</summary>
    public void Publish(params IMessage[] resources)
    {
        _published = new(_published.Version + 1, resources);
        foreach (var stream in _streams.Keys) stream.Writer.TryWrite(_published);
    }

    /// <summary>Ends all streams, and goes on.</summary>
    public void Hang()
    {
        foreach (var stream in _streams.Keys) stream.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        Hang();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private static string Url(Google.Protobuf.Reflection.MessageDescriptor type) => $"type.googleapis.com/{type.FullName}";

    private static string NameOf(IMessage resource) => resource switch
    {
        Cluster cluster => cluster.Name,
        ClusterLoadAssignment assignment => assignment.ClusterName,
        Listener listener => listener.Name,
        RouteConfiguration routes => routes.Name,
        _ => "",
    };

    private sealed record Published(int Version, IReadOnlyList<IMessage> Resources)
    {
        public IEnumerable<IMessage> Of(string url, IReadOnlyCollection<string> names) =>
            Resources.Where(resource => Url(resource.Descriptor) == url && (names.Count == 0 || names.Contains(NameOf(resource))));
    }

    private sealed class Service : AggregatedDiscoveryService.AggregatedDiscoveryServiceBase
    {
        public ScriptedControlPlane Owner { get; set; } = null!; // Set before the first call.

        public override Task StreamAggregatedResources(
            IAsyncStreamReader<DiscoveryRequest> requestStream, IServerStreamWriter<DiscoveryResponse> responseStream, ServerCallContext context) =>
            Serve(requestStream, new WholeStream(Owner, responseStream).Hear, context.CancellationToken);

        public override Task DeltaAggregatedResources(
            IAsyncStreamReader<DeltaDiscoveryRequest> requestStream, IServerStreamWriter<DeltaDiscoveryResponse> responseStream, ServerCallContext context) =>
            Serve(requestStream, new DeltaStream(Owner, responseStream).Hear, context.CancellationToken);

        private async Task Serve<T>(IAsyncStreamReader<T> requests, Func<object, Task> hear, CancellationToken cancelled)
            where T : class
        {
            var events = Channel.CreateUnbounded<object>();
            Owner._streams[events] = true;
            try
            {
                var reading = Read(requests, events, cancelled);
                await foreach (var one in events.Reader.ReadAllAsync(cancelled)) await hear(one);
                _ = reading;
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The client has gone.
            }
            finally
            {
                Owner._streams.TryRemove(events, out _);
            }
        }

        private static async Task Read<T>(IAsyncStreamReader<T> requests, Channel<object> events, CancellationToken cancelled)
            where T : class
        {
            try
            {
                while (await requests.MoveNext(cancelled)) events.Writer.TryWrite(requests.Current);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
            {
                // The stream has ended.
            }
            events.Writer.TryComplete();
        }
    }

    private sealed class WholeStream(ScriptedControlPlane owner, IServerStreamWriter<DiscoveryResponse> answers)
    {
        private readonly Dictionary<string, (IReadOnlyCollection<string> Names, string Nonce, int Version)> _types = new(StringComparer.Ordinal);
        private int _nonce;

        public async Task Hear(object one)
        {
            if (one is Published published)
            {
                foreach (var url in TypesInOrder)
                    if (_types.ContainsKey(url)) await Send(url, published);
                return;
            }
            var request = (DiscoveryRequest)one;
            owner._requests.Enqueue(request);
            if (request.Node is not null) owner.Node = request.Node;
            if (request.ErrorDetail is { } problem) owner._refusals.Enqueue(problem.Message);
            var known = _types.TryGetValue(request.TypeUrl, out var type);
            if (known && request.ResponseNonce != type.Nonce) return;
            var isNew = !known || request.ResourceNames.Except(type.Names).Any();
            _types[request.TypeUrl] = (request.ResourceNames.ToHashSet(), type.Nonce ?? "", type.Version);
            var current = owner._published;
            if (request.ErrorDetail is not null && owner.SendsRefusedAgain) await Send(request.TypeUrl, current);
            if (isNew && current.Version > 0 && request.VersionInfo != (known ? null : current.Version.ToString(CultureInfo.InvariantCulture))) await Send(request.TypeUrl, current);
        }

        private async Task Send(string url, Published published)
        {
            var type = _types[url];
            var nonce = $"n{++_nonce}";
            _types[url] = (type.Names, nonce, published.Version);
            var answer = new DiscoveryResponse
            {
                TypeUrl = url, Nonce = nonce, VersionInfo = published.Version.ToString(CultureInfo.InvariantCulture), ControlPlane = new Answerer { Identifier = owner.Identifier },
            };
            answer.Resources.AddRange(published.Of(url, type.Names).Select(Any.Pack));
            await answers.WriteAsync(answer);
        }
    }

    private sealed class DeltaStream(ScriptedControlPlane owner, IServerStreamWriter<DeltaDiscoveryResponse> answers)
    {
        private readonly Dictionary<string, HashSet<string>> _subscribed = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Url, string Name), string> _sent = [];
        private int _nonce;

        public async Task Hear(object one)
        {
            if (one is Published published)
            {
                foreach (var url in TypesInOrder)
                    if (_subscribed.ContainsKey(url)) await Send(url, published);
                return;
            }
            var request = (DeltaDiscoveryRequest)one;
            if (request.Node is not null) owner.Node = request.Node;
            if (request.ErrorDetail is { } problem) owner._refusals.Enqueue(problem.Message);
            if (request.ResponseNonce.Length > 0) return;
            if (!_subscribed.TryGetValue(request.TypeUrl, out var names)) names = _subscribed[request.TypeUrl] = [];
            names.UnionWith(request.ResourceNamesSubscribe);
            names.ExceptWith(request.ResourceNamesUnsubscribe);
            foreach (var (name, version) in request.InitialResourceVersions) _sent[(request.TypeUrl, name)] = version;
            if (owner._published.Version > 0) await Send(request.TypeUrl, owner._published);
        }

        private async Task Send(string url, Published published)
        {
            var answer = new DeltaDiscoveryResponse
            {
                TypeUrl = url, Nonce = $"d{++_nonce}", SystemVersionInfo = published.Version.ToString(CultureInfo.InvariantCulture),
                ControlPlane = new Answerer { Identifier = owner.Identifier },
            };
            var there = published.Of(url, _subscribed[url]).ToList();
            foreach (var resource in there)
            {
                var (name, version) = (NameOf(resource), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(resource.ToByteArray())));
                if (_sent.GetValueOrDefault((url, name)) == version) continue;
                _sent[(url, name)] = version;
                answer.Resources.Add(new Resource { Name = name, Version = version, Resource_ = Any.Pack(resource) });
            }
            foreach (var gone in _sent.Keys.Where(key => key.Url == url && there.All(resource => NameOf(resource) != key.Name)).ToList())
            {
                _sent.Remove(gone);
                answer.RemovedResources.Add(gone.Name);
            }
            if (answer.Resources.Count + answer.RemovedResources.Count > 0) await answers.WriteAsync(answer);
        }
    }
}
