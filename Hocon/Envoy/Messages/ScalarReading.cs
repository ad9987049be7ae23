namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>What came of reading one value: the value, or why there is none.</summary>
internal readonly record struct ScalarReading(object? Value, string? Problem, string? Hint)
{
    public static ScalarReading Of(object value) => new(value, null, null);

    public static ScalarReading Not(string problem, string? hint = null) => new(null, problem, hint);
}
