using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>One value that a person may set.</summary>
/// <param name="Type">What a single text must be; for a list, each of its items.</param>
/// <param name="IsList">Whether it is a list.</param>
/// <param name="Default">As the manual has it; <see cref="ConfigNull"/> when there is none.</param>
/// <param name="IsRequired">Whoever writes the section must write it.</param>
/// <param name="IsShorthand">A value in place of the section is for it.</param>
/// <param name="Accepts">As the manual says it, as in <c>duration 1ms..24h, or off</c>.</param>
public sealed record Knob(
    string Path, string Meaning, KnobType Type, bool IsList, ConfigValue Default, bool IsRequired, bool IsShorthand, string Accepts)
    : SchemaNode(Path, Meaning);
