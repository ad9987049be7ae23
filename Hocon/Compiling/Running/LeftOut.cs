namespace ActorMesh.Hocon.Compiling.Running;

/// <summary>A policy that was compiled and that the data plane does not carry out yet.</summary>
/// <param name="Policy">Its key in the mesh language, as in <c>retries</c>.</param>
/// <param name="Resource">Where it would work, as in <c>listener outbound, route orders.place</c>.</param>
/// <param name="Effect">What happens as long as it is not carried out.</param>
public sealed record LeftOut(string Policy, string Resource, string Effect)
{
    public override string ToString() => $"{Policy}: {Resource}: {Effect}";
}
