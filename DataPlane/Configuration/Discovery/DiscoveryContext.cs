using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What a discovery client works with.</summary>
/// <param name="Statics">What stands in the file: it runs together with what is discovered.</param>
/// <param name="Apply">Brings a configuration into force; fails with <see cref="ResourceException"/> when it cannot.</param>
/// <param name="Publish">Told how it stands at each change.</param>
/// <param name="Report">Told what happens.</param>
/// <param name="Random">Spreads the servers that are asked first, and when they are asked again.</param>
internal sealed record DiscoveryContext(
    DiscoverySettings Settings, Bootstrap Statics, Func<Bootstrap, Task<SidecarActor.Message.Applied>> Apply, Action<DiscoveryStatus> Publish,
    Action<DiscoveryReport> Report, TimeProvider Clock, Random Random)
{
    /// <summary>Takes the secrets that come.</summary>
    public SecretStore Secrets { get; init; } = new(Clock);
}
