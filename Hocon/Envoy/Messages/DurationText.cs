using System.Globalization;
using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Durations: seconds with up to nine decimals and the letter s, as in <c>0.25s</c>.</summary>
/// <remarks>Source: protobuf.dev, "ProtoJSON Format". No field of ours has a use for time that runs backwards.</remarks>
internal static class DurationText
{
    /// <summary>10,000 years, the limit that protobuf sets.</summary>
    private const long SecondsMax = 315_576_000_000;

    private static readonly (string Unit, decimal Seconds)[] OtherUnits =
        [("ns", 1e-9m), ("us", 1e-6m), ("ms", 0.001m), ("min", 60), ("m", 60), ("h", 3600), ("d", 86400), ("s", 1), ("", 1)];

    public static ScalarReading Read(ScalarNode node)
    {
        var text = node.Text;
        if (!text.EndsWith('s') || Parse(text[..^1]) is not { } seconds)
            return ScalarReading.Not($"expected a duration in seconds such as 15s or 0.25s, found {Quoted.Of(text)}", HintFor(text));
        if (seconds < 0) return ScalarReading.Not($"the duration {Quoted.Of(text)} is negative");
        if (seconds > SecondsMax) return ScalarReading.Not($"the duration {Quoted.Of(text)} is longer than {SecondsMax}s");
        var whole = decimal.Floor(seconds);
        return ScalarReading.Of(new Duration { Seconds = (long)whole, Nanos = (int)((seconds - whole) * 1_000_000_000m) });
    }

    private static decimal? Parse(string number)
    {
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : number.Length - point - 1;
        if (number.Length is 0 or > 30 || decimals > 9 || !char.IsAsciiDigit(number[^1])) return null;
        return decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : null;
    }

    private static string? HintFor(string text)
    {
        foreach (var (unit, inSeconds) in OtherUnits)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            var number = text[..^unit.Length].Trim();
            if (Parse(number) is not { } amount || amount < 0 || amount > SecondsMax) continue;
            return $"write {(amount * inSeconds).ToString("0.#########", CultureInfo.InvariantCulture)}s";
        }
        return null;
    }
}
