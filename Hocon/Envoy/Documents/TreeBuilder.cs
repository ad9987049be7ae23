using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Documents;

/// <summary>Puts nodes together as the parser meets them, and holds the limits on depth and on what aliases expand to.</summary>
internal sealed class TreeBuilder(Findings findings)
{
    private const string MergeKey = "<<";

    private readonly Stack<Frame> _open = new();
    private readonly Dictionary<string, DocumentNode> _anchors = new(StringComparer.Ordinal);
    private long _aliasedNodes;
    private int _nodes;

    public DocumentNode? Root { get; private set; }

    /// <summary>Forgets root and anchors. The limits go on counting: they are those of the whole text.</summary>
    public void BeginDocument()
    {
        Root = null;
        _anchors.Clear();
    }

    public void Open(DocumentNode container, string? anchor)
    {
        if (_open.Count >= DocumentLimits.DepthMax)
            throw new DocumentException(container.Position, $"nested deeper than {DocumentLimits.DepthMax} levels");
        if (_open.TryPeek(out var parent) && parent is { Node: MappingNode, Key: null })
            throw new DocumentException(container.Position, "a key must be a single value");
        // The old meaning of the name ends here, or a node that names itself would find an earlier one.
        if (anchor is not null) _anchors.Remove(anchor);
        _open.Push(new Frame(container, anchor));
    }

    public void Close()
    {
        var frame = _open.Pop();
        if (frame.Merged is not null)
            foreach (var merged in frame.Merged) ((MappingNode)frame.Node).Merge(merged);
        Add(frame.Node, frame.Anchor);
    }

    public void Add(DocumentNode node, string? anchor)
    {
        if (anchor is not null) _anchors[anchor] = node;
        Attach(node, node.Position);
    }

    public void AddAlias(string anchor, SourcePosition at)
    {
        if (!_anchors.TryGetValue(anchor, out var node))
        {
            var inside = _open.Any(frame => frame.Anchor == anchor);
            throw new DocumentException(at, inside ? $"`*{anchor}` would contain itself" : $"no anchor `&{anchor}` stands before this alias");
        }
        _aliasedNodes += node.Size;
        if (_aliasedNodes > DocumentLimits.AliasedNodesMax)
            throw new DocumentException(at, $"the aliases of this file stand for more than {DocumentLimits.AliasedNodesMax} values");
        if (_open.Count + node.Height > DocumentLimits.DepthMax)
            throw new DocumentException(at, $"nested deeper than {DocumentLimits.DepthMax} levels by this alias");
        Attach(node, at);
    }

    private void Attach(DocumentNode node, SourcePosition at)
    {
        if (++_nodes > DocumentLimits.NodesMax)
            throw new DocumentException(at, $"the file holds more than {DocumentLimits.NodesMax} values");
        if (!_open.TryPeek(out var frame)) Root = node;
        else if (frame.Node is SequenceNode sequence) sequence.Add(node);
        else if (frame.Key is null) frame.Key = KeyOf(node, at);
        else
        {
            AddEntry(frame, (MappingNode)frame.Node, frame.Key, node);
            frame.Key = null;
        }
    }

    private static Key KeyOf(DocumentNode node, SourcePosition at) => node is ScalarNode scalar
        ? new Key(scalar.Text, at, scalar.IsPlain && scalar.Text == MergeKey)
        : throw new DocumentException(at, "a key must be a single value");

    private void AddEntry(Frame frame, MappingNode mapping, Key key, DocumentNode value)
    {
        if (key.IsMerge)
        {
            frame.Merge(value, key.Position);
            return;
        }
        if (mapping.TryAdd(new MappingEntry(key.Text, key.Position, value))) return;
        var first = mapping.Find(key.Text)!.Value.KeyPosition;
        findings.Error(key.Position, "", $"the key {Quoted.Of(key.Text)} is given twice; the first stands at {first}");
    }

    private sealed record Key(string Text, SourcePosition Position, bool IsMerge);

    private sealed class Frame(DocumentNode node, string? anchor)
    {
        public DocumentNode Node { get; } = node;

        public string? Anchor { get; } = anchor;

        public Key? Key { get; set; }

        /// <summary>Earlier ones win over later ones, and the mapping's own keys over all, wherever the merge key stands.</summary>
        public List<MappingNode>? Merged { get; private set; }

        public void Merge(DocumentNode value, SourcePosition at)
        {
            Merged ??= [];
            if (value is MappingNode mapping) Merged.Add(mapping);
            else if (value is SequenceNode list && list.Items.All(item => item is MappingNode))
                Merged.AddRange(list.Items.Cast<MappingNode>());
            else
                throw new DocumentException(at, "`<<` takes a mapping or a list of mappings", "write `<<: *name`, where `&name` marks a mapping");
        }
    }
}
