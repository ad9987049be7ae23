using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>What <paramref name="Otherwise"/> takes, or <c>off</c>.</summary>
public sealed record OffType(KnobType Otherwise) : KnobType
{
    public const string Off = "off";

    public override ValueProblem? Check(string text) => text == Off ? null : Otherwise.Check(text) is { } problem ? problem with { Hint = $"{problem.Hint}, or off" } : null;
}
