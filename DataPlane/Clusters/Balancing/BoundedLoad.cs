using System.Buffers;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>
/// Consistent hashing in which no host holds more than a set multiple of its fair share; keys of a full host overflow to others.
/// </summary>
/// <remarks>
/// A host's capacity is its share of (requests in flight + this one) × factor. As the factor is 100% or more, somebody always has room.
/// The bound is strict: a host that holds its capacity is full (Envoy lets it take one more).
/// Overflow goes by a shuffle that the key's hash fixes, so a key overflows to the same hosts each time, and the keys of one full
/// host do not all fall on one neighbour. Looks at all hosts: O(n) per pick.
/// Source: Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", SODA 2018; Chen, Coleman and Shrivastava,
/// "Revisiting Consistent Hashing with Bounded Loads", AAAI 2021 (random jumps).
/// </remarks>
internal sealed class BoundedLoad(Balancer table, double[] weights, int balanceFactor) : Balancer(table.Hosts)
{
    private const int StackHostsMax = 256;

    public override int Choose(in PickContext context, int attempt)
    {
        var chosen = table.Choose(context, attempt);
        var slots = TotalSlots();
        return Fullness(chosen, slots) < 1 ? chosen : Overflow(chosen, (uint)context.HashKey, slots);
    }

    private long TotalSlots()
    {
        var active = 0L;
        foreach (var host in Hosts) active += host.Active;
        return ((active + 1) * balanceFactor + 99) / 100;
    }

    private double Fullness(int host, long totalSlots) =>
        Hosts[host].Active / Math.Max(1, Math.Ceiling(totalSlots * weights[host]));

    private int Overflow(int full, uint seed, long slots)
    {
        var rented = Hosts.Length > StackHostsMax ? ArrayPool<int>.Shared.Rent(Hosts.Length) : null;
        Span<int> order = rented is null ? stackalloc int[StackHostsMax] : rented;
        var found = FirstWithRoom(order[..Hosts.Length], full, seed, slots);
        if (rented is not null) ArrayPool<int>.Shared.Return(rented);
        return found;
    }

    /// <summary>
    /// Shuffles only as far as it looks. Counters move while it looks; if nobody has room in the end, the least full is taken.
    /// </summary>
    private int FirstWithRoom(Span<int> order, int full, uint seed, long slots)
    {
        var random = new MersenneTwister(stackalloc uint[MersenneTwister.StateLength], seed);
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var (leastFull, least) = (full, Fullness(full, slots));
        for (var i = 0; i < order.Length; i++)
        {
            var swap = i + (int)random.Below((uint)(order.Length - i));
            (order[i], order[swap]) = (order[swap], order[i]);
            var host = order[i];
            if (host == full) continue;
            var fullness = Fullness(host, slots);
            if (fullness < 1) return host;
            if (fullness < least) (leastFull, least) = (host, fullness);
        }

        return leastFull;
    }
}
