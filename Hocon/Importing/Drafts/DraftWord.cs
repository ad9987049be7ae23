namespace ActorMesh.Hocon.Importing.Drafts;

/// <summary>A number with its unit, or a name of the language: written as it stands.</summary>
internal sealed record DraftWord(string Word) : DraftNode;
