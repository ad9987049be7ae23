using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Listener = ActorMesh.Runtime.Contracts.Envoy.Listeners.Listener;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>A state that a test tells what a control plane says.</summary>
public abstract class DiscoveryStateTest
{
    private protected static DiscoverySettings Settings { get; } = new(["control:1"], new Node { Id = "n", Cluster = "web" });

    private protected static Instant Start { get; } = new(0);

    private protected DiscoveryState State { get; } = new(Settings, new Bootstrap(), Start);

    private protected Bootstrap Run(DiscoveryState? state = null)
    {
        state ??= State;
        var whole = state.Assemble(Start);
        state.Begin();
        state.Confirm();
        return whole;
    }

    private protected static IEnumerable<uint> Ports(Bootstrap whole) => whole.StaticResources.Listeners.Select(one => one.Address.SocketAddress.PortValue).Order();

    private protected DiscoveryStep Receive(DiscoveredType type, string version, params IMessage[] resources) => State.Receive(Answer(type, version, resources), Start);

    private protected static DiscoveryAnswer Answer(DiscoveredType type, string version, params IMessage[] resources) =>
        new(type, version, $"nonce-{version}", [.. resources.Select(resource => new DiscoveryAnswer.Item("", Any.Pack(resource)))], [], "");

    private protected static DiscoveryAnswer Delta(DiscoveredType type, params (string Version, IMessage Resource)[] resources) =>
        new(type, "", "d", [.. resources.Select(one => new DiscoveryAnswer.Item(one.Version, Any.Pack(one.Resource)))], [], "");

    private protected static HttpConnectionManager ManagerOf(Listener listener) => listener.FilterChains[0].Filters[0].TypedConfig.Unpack<HttpConnectionManager>();
}
