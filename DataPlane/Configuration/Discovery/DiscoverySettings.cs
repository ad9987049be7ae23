using ActorMesh.DataPlane.Channels;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Which control plane a sidecar follows, and how.</summary>
/// <param name="Servers">Where it is: HOST:PORT each. They serve the same; one that fails is followed by another.</param>
/// <param name="Node">Who asks.</param>
public sealed record DiscoverySettings(IReadOnlyList<string> Servers, Node Node)
{
    /// <summary>How long something that was asked for may take to come. Source: Envoy's documentation, ConfigSource.initial_fetch_timeout.</summary>
    public static readonly TimeSpan PatienceUsual = TimeSpan.FromSeconds(15);

    /// <summary>Asks for differences (incremental xDS) instead of the state of the world.</summary>
    public bool IsDelta { get; init; }

    public bool AsksForListeners { get; init; } = true;

    public bool AsksForClusters { get; init; } = true;

    /// <summary>How long the first answer of clusters may take before it goes on without; infinite waits on.</summary>
    public TimeSpan ClusterPatience { get; init; } = PatienceUsual;

    /// <summary>How long the first answer of listeners may take before it goes on without; infinite waits on.</summary>
    public TimeSpan ListenerPatience { get; init; } = PatienceUsual;

    /// <summary>The name by which resources may mean this control plane, as the cluster of an Envoy bootstrap; null: only as <c>ads</c> and <c>self</c>.</summary>
    public string? ClusterName { get; init; }

    /// <summary>How its servers are connected to; null for plain.</summary>
    public ControlPlaneTls? Tls { get; init; }

    /// <summary>How often a silent connection is asked whether it lives; null leaves that to TCP. Foreign servers may take often for rude.</summary>
    public TimeSpan? PingEvery { get; init; }

    /// <summary>The folder where what is in force is kept for a start without a control plane; null keeps nothing.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Whether this process makes the secret of a name itself, so that it is not asked for.</summary>
    public Func<string, bool> IsOwnSecret { get; init; } = static _ => false;

    /// <summary>Whether a secret of that name comes with the identity of this workload too, which is ready when it has both: what runs need not wait for it here.</summary>
    public Func<string, bool> ComesWithIdentity { get; init; } = static _ => false;

    /// <summary>
    /// Reads a resource as it came, with all that is known of what can be run and of fields that may not be left out. Throws
    /// <see cref="ResourceException"/> for one that may not be run. Default: reads what is known of it.
    /// </summary>
    public Func<Any, DiscoveredType, IMessage> Read { get; init; } = static (body, type) => type.Descriptor.Parser.ParseFrom(body.Value);
}
