namespace ActorMesh.Hocon.Importing.Drafts;

/// <summary>A value that is to be written into a mesh file.</summary>
internal abstract record DraftNode
{
    public static DraftNode Off { get; } = new DraftWord("off");

    public static DraftNode On { get; } = new DraftWord("on");
}
