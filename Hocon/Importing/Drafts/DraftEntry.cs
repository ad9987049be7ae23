namespace ActorMesh.Hocon.Importing.Drafts;

/// <param name="Comment">What a reader of the file should know about the value; null when it speaks for itself.</param>
internal sealed record DraftEntry(string Key, DraftNode Value, string? Comment = null);
