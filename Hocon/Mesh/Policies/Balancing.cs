namespace ActorMesh.Hocon.Mesh.Policies;

public enum Balancing
{
    /// <summary>Two random choices, the less loaded one: Envoy's least request with two choices.</summary>
    P2c,
    RoundRobin,
    Random,
    RingHash,
    Maglev,
}
