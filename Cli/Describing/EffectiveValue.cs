
namespace ActorMesh.Cli.Describing;

/// <summary>A value that holds, where it was written, and what it took the place of.</summary>
/// <param name="Path">Below the service or the route, as in <c>timeout.request</c>.</param>
/// <param name="Over">The nearest first; the built-in value last.</param>
internal sealed record EffectiveValue(string Path, WrittenValue Value, IReadOnlyList<WrittenValue> Over);
