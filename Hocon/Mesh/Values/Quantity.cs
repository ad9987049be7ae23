using System.Buffers;
using System.Globalization;

namespace ActorMesh.Hocon.Mesh.Values;

/// <summary>Numbers with units, as people write them: <c>250ms</c>, <c>64KiB</c>, <c>20%</c>, <c>100/s</c>.</summary>
/// <remarks>The unit is never guessed: a duration of <c>5</c> means seconds to one reader and milliseconds to the next.</remarks>
public sealed class Quantity
{
    /// <summary>In ticks.</summary>
    public static readonly Quantity Duration = new(
        "duration", "write it like 500ms, 2s or 1m", ["s", "ms"],
        ("us", TimeSpan.TicksPerMicrosecond), ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour), ("d", TimeSpan.TicksPerDay));

    /// <summary>In bytes. <c>kB</c> is 1000 and <c>KiB</c> is 1024: neither is the other.</summary>
    public static readonly Quantity Size = new(
        "size", "write it like 64KiB or 4MiB", ["B", "KiB"],
        ("B", 1), ("kB", 1000), ("KiB", 1024), ("MB", 1000_000), ("MiB", 1 << 20), ("GB", 1000_000_000), ("GiB", 1 << 30),
        ("TB", 1000_000_000_000), ("TiB", 1L << 40));

    /// <summary>Of one.</summary>
    public static readonly Quantity Share = new("share", "write it like 5% or 0.1%", ["%"], ("%", 0.01m));

    /// <summary>Per hour, which all units divide.</summary>
    public static readonly Quantity Rate = new("rate", "write it like 100/s or 5/m", ["/s"], ("/s", 3600), ("/m", 60), ("/h", 1));

    /// <summary>Of the smallest measure: far beyond any use, and far from where decimals end.</summary>
    private const decimal AmountMax = 1e21m;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private readonly string _noun;
    private readonly string _example;
    private readonly string[] _likelyUnits;
    private readonly (string Unit, decimal Factor)[] _units;

    private Quantity(string noun, string example, string[] likelyUnits, params (string Unit, decimal Factor)[] units) =>
        (_noun, _example, _likelyUnits, _units) = (noun, example, likelyUnits, units);

    /// <param name="text">Zero or more.</param>
    /// <param name="value">In the smallest common measure; not rounded.</param>
    /// <returns>Null when all is well.</returns>
    public ValueProblem? Parse(string text, out decimal value)
    {
        value = 0;
        var digits = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        var unit = digits < 0 ? "" : text[digits..].Trim();
        if (!decimal.TryParse(digits < 0 ? text : text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return new ValueProblem(ValueProblemKind.WrongType, $"{_noun} '{text}' does not start with a number", _example);
        if (unit.Length == 0)
            return new ValueProblem(ValueProblemKind.Unit, $"{_noun} '{text}' has no unit", $"write {Listed(_likelyUnits.Select(likely => text + likely), "or")}");
        var known = Array.Find(_units, candidate => candidate.Unit == unit);
        if (known.Unit is null)
            return new ValueProblem(ValueProblemKind.Unit, $"{_noun} '{text}' has the unknown unit '{unit}'", UnitsHint());
        if (number > AmountMax / known.Factor)
            return new ValueProblem(ValueProblemKind.Range, $"{_noun} '{text}' is out of all bounds", _example);
        value = number * known.Factor;
        return null;
    }

    /// <summary>In the largest unit that needs no fraction. What it writes reads back as the same.</summary>
    /// <param name="value">In the smallest common measure.</param>
    public string Text(decimal value)
    {
        if (value == 0) return $"0{_likelyUnits[0]}";
        var best = _units[0];
        foreach (var candidate in _units)
            if (candidate.Factor >= best.Factor && value % candidate.Factor == 0) best = candidate;
        return string.Create(CultureInfo.InvariantCulture, $"{value / best.Factor:0.############}{best.Unit}");
    }

    private string UnitsHint() => _units.Length == 1
        ? _example
        : $"units are {Listed(_units.Select(known => known.Unit), "and")}";

    private static string Listed(IEnumerable<string> words, string last)
    {
        var all = words.ToList();
        return all.Count < 2 ? all[0] : $"{string.Join(", ", all.Take(all.Count - 1))} {last} {all[^1]}";
    }
}
