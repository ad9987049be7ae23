using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Documents;

internal sealed class SequenceNode(SourcePosition position) : DocumentNode(position)
{
    private readonly List<DocumentNode> _items = [];

    public IReadOnlyList<DocumentNode> Items => _items;

    public override string Kind => "a list";

    public void Add(DocumentNode item)
    {
        _items.Add(item);
        Size += item.Size;
        Height = Math.Max(Height, item.Height + 1);
    }
}
