namespace ActorMesh.Hocon.Importing.Drafts;

/// <summary>Any text: written in quotes where it needs them.</summary>
internal sealed record DraftText(string Text) : DraftNode;
