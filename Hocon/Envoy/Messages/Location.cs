using System.Globalization;
using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>A value's place twice over: as a path in the resource and as a node of the document.</summary>
internal sealed class Location
{
    private readonly Location? _parent;
    private readonly string _step;

    private Location(Location? parent, string step, DocumentNode node, SourcePosition position)
    {
        _parent = parent;
        _step = step;
        Node = node;
        Position = position;
    }

    public DocumentNode Node { get; }

    public SourcePosition Position { get; }

    public Location? Parent => _parent;

    /// <summary>As in <c>static_resources.listeners[0].name</c>. Fields have their protobuf names, however the file spells them.</summary>
    public string Path
    {
        get
        {
            var steps = new Stack<string>();
            for (var at = this; at is not null; at = at._parent) steps.Push(at._step);
            return string.Concat(steps).TrimStart('.');
        }
    }

    public static Location Root(DocumentNode node) => new(null, "", node, node.Position);

    public Location Field(string name, DocumentNode value) => new(this, $".{name}", value, value.Position);

    /// <summary>A place in this value that is known by its path alone.</summary>
    public Location Step(string path) => path.Length == 0 ? this : new(this, $".{path}", Node, Position);

    /// <summary>A field about whose key, not value, there is something to say.</summary>
    public Location Key(MappingEntry entry) => new(this, $".{Shown(entry.Key)}", entry.Value, entry.KeyPosition);

    /// <summary>A field that is not there: it would stand somewhere in this value.</summary>
    public Location Absent(string name) => new(this, $".{name}", Node, Position);

    public Location Item(int index, DocumentNode item) =>
        new(this, $"[{index.ToString(CultureInfo.InvariantCulture)}]", item, item.Position);

    public Location MapValue(MappingEntry entry) => new(this, $"[\"{Shown(entry.Key)}\"]", entry.Value, entry.Value.Position);

    private static string Shown(string key) => Quoted.Of(key).Trim('`');
}
