using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Documents;

/// <param name="text">The text, unquoted.</param>
/// <param name="isPlain">True when it stands without quotes, so that it may mean a number, a boolean or null.</param>
/// <param name="position">Where it starts.</param>
internal sealed class ScalarNode(string text, bool isPlain, SourcePosition position) : DocumentNode(position)
{
    public string Text { get; } = text;

    public bool IsPlain { get; } = isPlain;

    public override string Kind => "a single value";

    /// <remarks>Source: YAML 1.2.2, section 10.3.2 (core schema).</remarks>
    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    /// <returns>The boolean of the core schema, or null when it is none.</returns>
    public bool? AsBoolean => !IsPlain ? null : Text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };
}
