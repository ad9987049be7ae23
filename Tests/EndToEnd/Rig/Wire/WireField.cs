namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>One field line: the name as sent, the value without the white space around it (RFC 9112 section 5.1).</summary>
internal sealed record WireField(string Name, string Value)
{
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{Name}: {Value}";
}
