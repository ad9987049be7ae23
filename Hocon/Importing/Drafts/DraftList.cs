namespace ActorMesh.Hocon.Importing.Drafts;

internal sealed record DraftList(IReadOnlyList<DraftNode> Items) : DraftNode
{
    public static DraftList OfTexts(IEnumerable<string> texts) => new([.. texts.Select(text => new DraftText(text))]);
}
