using System.Globalization;

namespace ActorMesh.Cli.Up;

/// <summary>The table as text: columns as wide as they must be, two spaces between them, no line longer than what it holds.</summary>
internal static class MeshTable
{
    private const int Gap = 2;

    public static readonly IReadOnlyList<string> Headings = ["SERVICE", "STATE", "RPS", "SUCCESS", "P95", "LISTENERS", "ADMIN"];

    /// <summary>The column that is the longest by far.</summary>
    public static bool IsListeners(int column) => column == 5;

    /// <summary>Columns of numbers: these stand at the right.</summary>
    public static bool IsNumber(int column) => column is >= 2 and <= 4;

    public static IReadOnlyList<string> Cells(ServiceRow row) =>
    [
        row.Service, row.State, Rate(row.Figures.PerSecond), Share(row.Figures.Success), Time(row.Figures.P95), row.Listeners, row.Admin,
    ];

    /// <summary>Characters that the longest line takes.</summary>
    public static int WidthOf(MeshView view) => Widths(Lines(view)).Sum(width => width + Gap) - Gap;

    public static string Of(MeshView view)
    {
        var lines = Lines(view);
        var widths = Widths(lines);
        var table = lines.Select(line => string.Join("  ", line.Select((cell, column) => Padded(cell, column, widths[column]))).TrimEnd());
        return string.Join('\n', view.Traffic is { } traffic ? [.. table, traffic.ToString()] : table) + "\n";
    }

    private static List<IReadOnlyList<string>> Lines(MeshView view) => [Headings, .. view.Rows.Select(Cells)];

    private static List<int> Widths(List<IReadOnlyList<string>> lines) => [.. Headings.Select((_, column) => lines.Max(line => line[column].Length))];

    private static string Padded(string cell, int column, int width) => IsNumber(column) ? cell.PadLeft(width) : cell.PadRight(width);

    private static string Rate(double? perSecond) => perSecond is { } rate ? rate.ToString("0.0", CultureInfo.InvariantCulture) : "-";

    // Rounded down, so that 100.00% means all of them.
    private static string Share(double? share) =>
        share is { } known ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(known * 10_000) / 100:0.00}%") : "-";

    private static string Time(TimeSpan? time) => time?.TotalMilliseconds switch
    {
        null => "-",
        < 10 and var milliseconds => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0}ms"),
        < 10_000 and var milliseconds => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0}ms"),
        var milliseconds => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0}s"),
    };
}
