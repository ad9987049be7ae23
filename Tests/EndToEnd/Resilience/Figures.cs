using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>
/// What scenarios measured, beside what they assert. A line of JSON each goes to the file that <c>ACTORMESH_FIGURES</c> names, if it names
/// one: <c>Tests/Benchmarks/resilience.py</c> makes tables of them.
/// </summary>
internal static class Figures
{
    /// <param name="table">Which table the row belongs to.</param>
    /// <param name="row">Columns in order.</param>
    public static void Publish(ITestOutputHelper output, string table, params (string Column, object Value)[] row)
    {
        var columns = row.ToDictionary(cell => cell.Column, cell => Convert.ToString(cell.Value, CultureInfo.InvariantCulture));
        var line = JsonSerializer.Serialize(new { table, columns });
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("ACTORMESH_FIGURES") is { Length: > 0 } file) File.AppendAllText(file, line + "\n");
    }

    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString(time.TotalMilliseconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
