namespace ActorMesh.Cli.Describing;

/// <summary>A value that holds, and those that it covers, the nearest first.</summary>
internal sealed record EffectiveShape(string Path, string Value, string At, IReadOnlyList<EffectiveShape.Covered> Over)
{
    public static EffectiveShape Of(EffectiveValue value) => new(
        value.Path, value.Value.Text, value.Value.Origin.ToString(), [.. value.Over.Select(covered => new Covered(covered.Text, covered.Origin.ToString()))]);

    internal sealed record Covered(string Value, string At);
}
