using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>
/// Orders all that control planes of ActorMesh ever published. What is older than what is in force comes from a node that was left behind.
/// </summary>
public readonly partial record struct DiscoveryFence(long Epoch, long Sequence) : IComparable<DiscoveryFence>
{
    public static bool operator <(DiscoveryFence left, DiscoveryFence right) => left.CompareTo(right) < 0;

    public static bool operator >(DiscoveryFence left, DiscoveryFence right) => left.CompareTo(right) > 0;

    public static bool operator <=(DiscoveryFence left, DiscoveryFence right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DiscoveryFence left, DiscoveryFence right) => left.CompareTo(right) >= 0;

    /// <param name="identifier">What a control plane says of itself, as in <c>actormesh epoch=3 sequence=41 node=a</c>.</param>
    /// <returns>Null for one that is none of ours: its answers have no order but that of their coming.</returns>
    public static DiscoveryFence? Find(string identifier)
    {
        var match = Identifier().Match(identifier);
        return match.Success && Number(match, 1) is { } epoch && Number(match, 2) is { } sequence ? new DiscoveryFence(epoch, sequence) : null;
    }

    public int CompareTo(DiscoveryFence other) => (Epoch, Sequence).CompareTo((other.Epoch, other.Sequence));

    public override string ToString() => $"epoch {Epoch}, sequence {Sequence}";

    private static long? Number(Match match, int group) =>
        long.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("^actormesh epoch=([0-9]+) sequence=([0-9]+)( |$)", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
