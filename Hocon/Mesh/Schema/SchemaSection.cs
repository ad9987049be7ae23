namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>Keys and what each may hold.</summary>
public sealed record SchemaSection : SchemaNode
{
    /// <summary>The key of a switchable section that says whether it counts.</summary>
    public const string Switch = "enabled";

    private readonly Dictionary<string, SchemaNode> _byKey;

    /// <param name="children">In the order of the manual; <c>*</c> is any key that is not named otherwise.</param>
    public SchemaSection(string path, string meaning, IReadOnlyList<KeyValuePair<string, SchemaNode>> children)
        : base(path, meaning)
    {
        Children = children;
        _byKey = children.ToDictionary(StringComparer.Ordinal);
        Shorthand = children.FirstOrDefault(child => child.Value is Knob { IsShorthand: true }).Key;
    }

    public IReadOnlyList<KeyValuePair<string, SchemaNode>> Children { get; }

    /// <summary>The key that a value standing in place of the whole section is for; null when there is none.</summary>
    public string? Shorthand { get; }

    /// <summary>It may be <c>off</c>, and writing into it turns it on.</summary>
    public bool IsSwitchable => _byKey.ContainsKey(Switch);

    public bool HasNames => _byKey.ContainsKey("*");

    public SchemaNode? Find(string key) => _byKey.GetValueOrDefault(key) ?? _byKey.GetValueOrDefault("*");

    /// <summary>The section below it of that name, which is there.</summary>
    public SchemaSection Section(string key) => (SchemaSection)_byKey[key];
}
