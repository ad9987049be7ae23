namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Who gets the next request.</summary>
/// <param name="Locality"><c>prefer-local</c>, <c>weighted</c> or <c>ignore</c>.</param>
/// <param name="Panic">0..1: when fewer are healthy, all are used.</param>
/// <param name="HashOn"><c>header:NAME</c>, <c>cookie:NAME</c>, <c>query:NAME</c> or <c>client-ip</c>; null: none.</param>
/// <param name="RingSize">Least number of entries of the hash ring or table.</param>
public sealed record LoadBalancerPolicy(
    Setting<Balancing> Policy,
    SlowStartPolicy SlowStart,
    Setting<string> Locality,
    Setting<double> Panic,
    Setting<string?> HashOn,
    Setting<int> RingSize)
{
    internal static LoadBalancerPolicy Read(Layers layers) => new(
        layers.Word("policy", Meaning), SlowStartPolicy.Read(layers.Section("slow-start")), layers.Text("locality"), layers.Share("panic"), layers.TextOrNone("hash-on"),
        layers.Count("ring-size"));

    private static Balancing Meaning(string word) => word switch
    {
        "round-robin" => Balancing.RoundRobin,
        "random" => Balancing.Random,
        "ring-hash" => Balancing.RingHash,
        "maglev" => Balancing.Maglev,
        _ => Balancing.P2c,
    };
}
