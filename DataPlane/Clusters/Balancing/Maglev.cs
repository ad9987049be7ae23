using System.IO.Hashing;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>Consistent hashing by a table lookup: a request's hash modulo the table size is a slot, and the slot has an owner.</summary>
/// <remarks>
/// Each host walks the table in an order of its own (offset and step from two hashes of its key) and hosts take turns to claim the
/// next free slot; a host of half the weight claims every second round. Shares are even to about one slot, and when a host
/// leaves few keys of the others move.
/// Source: Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load Balancer", NSDI 2016, section 3.4; weights and
/// hashes as in Envoy's Maglev, so that both place a key alike.
/// </remarks>
internal sealed class Maglev : Balancer
{
    private const int Free = -1;

    private readonly int[] _table;

    /// <param name="hosts">Not empty; sorted, since earlier ones claim first.</param>
    /// <param name="tableSize">A prime.</param>
    public Maglev(HashedHost[] hosts, int tableSize)
        : base(Array.ConvertAll(hosts, host => host.Cell))
    {
        _table = new int[tableSize];
        Array.Fill(_table, Free);
        Fill(Array.ConvertAll(hosts, host => new Claimant(host, (uint)tableSize)), hosts.Max(host => host.Weight));
    }

    public int Size => _table.Length;

    /// <summary>How many slots belong to the host at <paramref name="index"/>.</summary>
    public int EntriesOf(int index) => _table.Count(owner => owner == index);

    public override int Choose(in PickContext context, int attempt)
    {
        var hash = context.HashKey;
        // Nearly all bits flip with each attempt, so that the keys of one host do not all move on to the same next host.
        if (attempt > 0) hash ^= ulong.MaxValue - (ulong)attempt + 1;
        return _table[hash % (ulong)_table.Length];
    }

    private void Fill(Claimant[] claimants, double heaviest)
    {
        var free = _table.Length;
        for (var round = 1; free > 0; round++)
        {
            for (var i = 0; i < claimants.Length && free > 0; i++)
            {
                ref var claimant = ref claimants[i];
                if (round * claimant.Weight < claimant.Target) continue;
                claimant.Target += heaviest;
                while (_table[claimant.Slot] != Free) claimant.Step();
                _table[claimant.Slot] = i;
                claimant.Step();
                free--;
            }
        }
    }

    private struct Claimant(HashedHost host, uint tableSize)
    {
        private readonly uint _skip = (uint)(XxHash64.HashToUInt64(host.Key, seed: 1) % (tableSize - 1)) + 1;

        public readonly double Weight = host.Weight;
        public double Target = 0;

        public uint Slot { get; private set; } = (uint)(XxHash64.HashToUInt64(host.Key) % tableSize);

        /// <summary>The next slot of the walk, (offset + n × skip) mod size, one addition at a time.</summary>
        public void Step()
        {
            Slot += _skip;
            if (Slot >= tableSize) Slot -= tableSize;
        }
    }
}
