using System.Globalization;
using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Numbers, bare or in quotes. A whole number may be written 1e4 or 10000.0.</summary>
internal static class NumberReader
{
    /// <summary>No number that fits a field has more characters than this.</summary>
    private const int LengthMax = 400;

    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static bool LooksLikeNumber(string text) =>
        text.Length <= LengthMax
        && double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out _)
        && char.IsAsciiDigit(text.TrimStart('+', '-', '.').FirstOrDefault());

    public static ScalarReading Integer(ScalarNode node, Int128 min, Int128 max, Func<Int128, object> convert)
    {
        if (TryWhole(node.Text) is not { } number)
        {
            var isNumber = LooksLikeNumber(node.Text);
            if (!isNumber) return ScalarReading.Not($"expected a whole number, found {Quoted.Of(node.Text)}", HintFor(node.Text));
            var isFraction = double.Parse(node.Text, Decimal, CultureInfo.InvariantCulture) is var value && value != Math.Floor(value);
            return isFraction ? ScalarReading.Not($"expected a whole number, found {Quoted.Of(node.Text)}") : Outside(node, min, max);
        }
        return number >= min && number <= max ? ScalarReading.Of(convert(number)) : Outside(node, min, max);
    }

    public static ScalarReading Double(ScalarNode node)
    {
        if (Named(node.Text) is { } named) return ScalarReading.Of(named);
        if (!LooksLikeNumber(node.Text)) return ScalarReading.Not($"expected a number, found {Quoted.Of(node.Text)}", HintFor(node.Text));
        var number = double.Parse(node.Text, Decimal, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? ScalarReading.Of(number) : ScalarReading.Not($"{Quoted.Of(node.Text)} is too large");
    }

    public static ScalarReading Float(ScalarNode node)
    {
        var reading = Double(node);
        if (reading.Value is not double number) return reading;
        return double.IsFinite(number) && !float.IsFinite((float)number)
            ? ScalarReading.Not($"{Quoted.Of(node.Text)} is too large")
            : ScalarReading.Of((float)number);
    }

    private static double? Named(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => null,
    };

    private static Int128? TryWhole(string text)
    {
        // 39 digits are all that 128 bits hold, and parsing must not cost more than that.
        if (text.Length <= 40 && Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        if (text.Length > LengthMax || !LooksLikeNumber(text)) return null;
        return decimal.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var exact) && exact == decimal.Floor(exact) ? (Int128)exact : null;
    }

    private static ScalarReading Outside(ScalarNode node, Int128 min, Int128 max) =>
        ScalarReading.Not($"{Quoted.Of(node.Text)} is outside {min}..{max}");

    private static string? HintFor(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        if (digits != text && LooksLikeNumber(digits)) return $"write {digits}";
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("0o", StringComparison.OrdinalIgnoreCase)
            ? "write it as a decimal number"
            : null;
    }
}
