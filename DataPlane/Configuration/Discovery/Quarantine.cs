using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Resources that ended the process more than once: they are not read, for a while.</summary>
/// <param name="read">Reads what may be read; see <see cref="DiscoverySettings.Read"/>.</param>
internal sealed class Quarantine(Func<Any, DiscoveredType, IMessage> read)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    /// <summary>By <see cref="BootGuard.KeyOf"/>.</summary>
    public IReadOnlySet<ByteString> Refused { get; set; } = new HashSet<ByteString>();

    /// <exception cref="ResourceException">It may not be run.</exception>
    public IMessage Read(Any body, DiscoveredType type) => Refused.Count > 0 && Refused.Contains(BootGuard.KeyOf(body))
        ? throw new ResourceException(
            type.Noun, $"ended the process {BootGuard.LivesMax} times, soon after it ran; it is refused for {Lasts.TotalMinutes:0} min, or until it changes")
        : read(body, type);
}
