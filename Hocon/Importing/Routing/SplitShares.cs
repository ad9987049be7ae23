namespace ActorMesh.Hocon.Importing.Routing;

/// <summary>Weights as shares of a whole.</summary>
internal static class SplitShares
{
    private const int Decimals = 4;

    /// <summary>In percent; together exactly 100.</summary>
    /// <param name="weights">None below 0, and not all 0.</param>
    /// <param name="isExact">False when the shares had to be rounded.</param>
    public static IReadOnlyList<decimal> Of(IReadOnlyList<long> weights, out bool isExact)
    {
        var sum = weights.Sum(weight => (decimal)weight);
        var shares = weights.Select(weight => decimal.Round(weight * 100m / sum, Decimals)).ToArray();
        isExact = shares.Zip(weights).All(pair => pair.First * sum == pair.Second * 100m);
        // What rounding took goes to the largest share, where it matters least.
        var largest = Array.IndexOf(shares, shares.Max());
        shares[largest] += 100m - shares.Sum();
        return shares;
    }
}
