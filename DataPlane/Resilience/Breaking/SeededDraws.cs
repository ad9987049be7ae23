namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>A sequence of random numbers that is read by place: the same for the same seed and place, whichever thread asks. Not for secrets.</summary>
/// <remarks>Source: G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (SplitMix64).</remarks>
internal readonly record struct SeededDraws(ulong Seed)
{
    /// <summary>Uniform in [0, 1).</summary>
    public double At(int place)
    {
        var z = Seed + 0x9E3779B97F4A7C15 * ((ulong)place + 1);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
