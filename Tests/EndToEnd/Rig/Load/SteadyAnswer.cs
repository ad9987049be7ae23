namespace ActorMesh.Tests.EndToEnd.Rig.Load;

/// <summary>What became of one request of a steady load.</summary>
/// <param name="Due">When it was due, since the load began.</param>
/// <param name="Latency">From when it was due to the end of its answer: a client that is late itself does not hide it.</param>
/// <param name="Status">0 when there was no answer.</param>
/// <param name="Flags">Of the proxy, such as UF; empty for an answer of the upstream's own; why there was no answer.</param>
internal readonly record struct SteadyAnswer(TimeSpan Due, TimeSpan Latency, int Status, string Flags)
{
    public bool Failed => Status is 0 or >= 400;
}
