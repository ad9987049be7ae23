namespace ActorMesh.Lab.Charts;

/// <summary>Where a value is on an axis: 0 at its foot, 1 at its top.</summary>
/// <param name="Low">At the foot; more than 0 where it is logarithmic.</param>
/// <param name="High">At the top.</param>
/// <param name="Marks">Values that are written beside it.</param>
internal sealed record Scale(double Low, double High, bool IsLogarithmic, IReadOnlyList<double> Marks)
{
    private static readonly int[] Steps = [1, 2, 5, 10];

    public static readonly Scale Share = new(0, 1, IsLogarithmic: false, [0, 0.5, 1]);

    /// <summary>From 0 to a round number at or above all values.</summary>
    public static Scale Linear(IEnumerable<double> values)
    {
        var highest = values.Where(double.IsFinite).DefaultIfEmpty(1).Max();
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(highest, 1e-9))));
        var top = unit * Steps.First(step => step * unit >= highest * 0.999999);
        return new Scale(0, top, IsLogarithmic: false, [0, top / 2, top]);
    }

    /// <summary>Whole decades around all values.</summary>
    public static Scale Logarithmic(IEnumerable<double> values, double least)
    {
        var known = values.Where(value => double.IsFinite(value) && value > 0).DefaultIfEmpty(least).ToList();
        var low = Math.Floor(Math.Log10(Math.Max(known.Min(), least)) + 1e-9);
        var high = Math.Max(low + 1, Math.Ceiling(Math.Log10(known.Max()) - 1e-9));
        return new Scale(Math.Pow(10, low), Math.Pow(10, high), IsLogarithmic: true, [.. Enumerable.Range((int)low, (int)(high - low) + 1).Select(power => Math.Pow(10, power))]);
    }

    public double At(double value) => Math.Clamp(
        IsLogarithmic ? Math.Log10(Math.Max(value, Low) / Low) / Math.Log10(High / Low) : (value - Low) / (High - Low), 0, 1);
}
