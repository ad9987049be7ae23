using ActorMesh.Lab.Measuring;

namespace ActorMesh.Lab.Json;

/// <summary>Something that changed.</summary>
public sealed record LogShape(double AtSeconds, string Kind, string Service, string? Caller, string Subject, string State, string Text)
{
    public static LogShape Of(LogEntry entry) => new(
        Math.Round(entry.At.TotalSeconds, 6), entry.Kind.ToString().ToLowerInvariant(), entry.Service, entry.Caller.Length > 0 ? entry.Caller : null, entry.Subject,
        entry.State, entry.Text);
}
