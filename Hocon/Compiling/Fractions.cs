using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using Denominator = ActorMesh.Runtime.Contracts.Envoy.Primitives.FractionalPercent.Types.DenominatorType;

namespace ActorMesh.Hocon.Compiling;

/// <summary>Shares as the resource model writes them: exact, with the smallest denominator that holds them.</summary>
internal static class Fractions
{
    private const uint Million = 1_000_000;

    public static FractionalPercent Of(double share)
    {
        var parts = Parts(share);
        return (parts % 10_000, parts % 100) switch
        {
            (0, _) => new FractionalPercent { Numerator = parts / 10_000 },
            (_, 0) => new FractionalPercent { Numerator = parts / 100, Denominator = Denominator.TenThousand },
            _ => new FractionalPercent { Numerator = parts, Denominator = Denominator.Million },
        };
    }

    public static RuntimeFractionalPercent Runtime(double share) => new() { DefaultValue = Of(share) };

    /// <summary>0..100, with as many digits as a share has.</summary>
    public static Percent Percent(double share) => new() { Value = Parts(share) / 10_000.0 };

    /// <summary>0..100, rounded.</summary>
    public static uint Whole(double share) => (uint)Math.Round(share * 100, MidpointRounding.AwayFromZero);

    /// <summary>Whole numbers in the ratio of the shares, whose sum is 100, 10,000 or 1,000,000 when that of the shares is 1.</summary>
    public static IReadOnlyList<uint> Weights(IReadOnlyList<double> shares)
    {
        var exact = shares.Select(share => Math.Clamp(share, 0, 1) * Million).ToArray();
        var parts = exact.Select(value => (uint)Math.Floor(value + 1e-6)).ToArray();
        var missing = (int)(Math.Round(exact.Sum(), MidpointRounding.AwayFromZero) - parts.Sum(part => (double)part));
        // What rounding took is given back to whom it took most from; among equals to the first.
        foreach (var index in Enumerable.Range(0, parts.Length).OrderByDescending(i => exact[i] - parts[i]).Take(missing)) parts[index]++;
        var unit = Array.TrueForAll(parts, part => part % 10_000 == 0) ? 10_000u : Array.TrueForAll(parts, part => part % 100 == 0) ? 100u : 1u;
        return [.. parts.Select(part => part / unit)];
    }

    private static uint Parts(double share) => (uint)Math.Round(Math.Clamp(share, 0, 1) * Million, MidpointRounding.AwayFromZero);
}
