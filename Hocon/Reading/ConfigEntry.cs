namespace ActorMesh.Hocon.Reading;

/// <summary>A key of an object and its value.</summary>
/// <param name="Key">One path element, unquoted.</param>
/// <param name="KeySpan">Where the key was written last.</param>
/// <param name="Comments">Comment lines right above it, without their marks; empty when there are none.</param>
/// <param name="Remark">The comment behind the value on its line, without its mark; null when there is none.</param>
public sealed record ConfigEntry(string Key, SourceSpan KeySpan, ConfigValue Value, IReadOnlyList<string> Comments, string? Remark);
