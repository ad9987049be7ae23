using System.IO.Hashing;
using System.Text;
using ActorMesh.DataPlane.Clusters.Balancing;

namespace ActorMesh.Lab.Running;

/// <summary>One seed, split: every part of a run draws from a source of its own, so that a part that is added does not change what others draw.</summary>
internal sealed class SeedTree(ulong seed)
{
    /// <param name="part">Such as <c>replica stock-1</c>.</param>
    public FastRandom Random(string part) => new(Seed(part));

    public ulong Seed(string part) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(part), unchecked((long)seed));
}
