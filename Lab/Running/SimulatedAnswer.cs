using ActorMesh.DataPlane.Http;

namespace ActorMesh.Lab.Running;

/// <summary>What a request got.</summary>
/// <param name="Flag">Set when a sidecar answered by itself, or gave up.</param>
/// <param name="IsMarked">Somebody deeper down has tried it again already and given up: whoever reads that does not try again.</param>
internal readonly record struct SimulatedAnswer(int Status, ResponseFlag Flag, bool IsMarked)
{
    public static readonly SimulatedAnswer Good = new(200, ResponseFlag.None, IsMarked: false);

    public bool IsFailure => Status >= 400;
}
