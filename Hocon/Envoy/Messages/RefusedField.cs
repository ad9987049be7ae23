namespace ActorMesh.Hocon.Envoy.Messages;

/// <param name="Message">Why it is refused.</param>
/// <param name="Hint">What to do; null for what is said of every field that is not read.</param>
/// <param name="IsUnread">True when a lenient reading may go on without it; else there is nothing to go on with.</param>
internal sealed record RefusedField(string Message, string? Hint, bool IsUnread = false);
