using ActorMesh.Hocon.Envoy;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>A bootstrap that is being imported, and where each part of it stands.</summary>
internal sealed class EnvoyFile(string name, Bootstrap bootstrap, ResourcePlaces places, ImportNotes notes)
{
    public Bootstrap Bootstrap => bootstrap;

    public ImportNotes Notes => notes;

    /// <summary>The mesh that this file was exported from; null when it comes from elsewhere.</summary>
    public string? OwnMesh => bootstrap.Node?.Metadata?.Fields.GetValueOrDefault("mesh")?.StringValue is { Length: > 0 } mesh ? mesh : null;

    public ImportPlace Start => new(name, SourcePosition.Start, "");

    public ImportPlace At(IMessage message) => new(name, places.PositionOf(message), places.PathOf(message));

    /// <summary>Where the field is, or the message when it is not written.</summary>
    public ImportPlace At(IMessage message, int field) => new(name, places.PositionOf(message, field), places.PathOf(message, field));

    public IMessage? Payload(Any? any) => places.PayloadOf(any);

    public T? Payload<T>(Any? any)
        where T : class, IMessage => places.PayloadOf(any) as T;

    /// <summary>What Envoy itself holds for longer than 10,000 days is as good as that.</summary>
    public static TimeSpan? Time(Duration? duration) =>
        duration is null ? null : new TimeSpan(Math.Min(duration.Seconds, 864_000_000L) * TimeSpan.TicksPerSecond + duration.Nanos / 100);
}
