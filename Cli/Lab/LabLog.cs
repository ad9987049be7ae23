using ActorMesh.Cli.Output;
using ActorMesh.Lab.Measuring;
using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Cli.Lab;

/// <summary>What changed during runs.</summary>
internal sealed class LabLog(IReadOnlyList<RunRecord> runs)
{
    private const int ShownMax = 12;

    /// <summary>The first of each variant; <c>-o wide</c> and JSON have all of them.</summary>
    public void Write(TextWriter writer) => Write(writer, ShownMax);

    public void WriteAll(TextWriter writer) => Write(writer, int.MaxValue);

    private void Write(TextWriter writer, int most)
    {
        if (runs.All(run => run.Log.Count == 0)) return;
        writer.WriteLine();
        writer.WriteLine("what changed");
        var table = new TextTable();
        foreach (var entry in runs[0].Log.Where(IsFault)) table.Add("all", Time(entry), entry.Text);
        foreach (var run in runs)
        {
            var own = run.Log.Where(entry => !IsFault(entry)).ToList();
            foreach (var entry in own.Take(most)) table.Add(LabText.NameOf(run), Time(entry), entry.Text);
            if (own.Count > most) table.Add(LabText.NameOf(run), "", $"and {own.Count - most} more: -o wide shows them");
        }
        table.Write(writer, "  ");
    }

    private static bool IsFault(LogEntry entry) => entry.Kind == LogKind.Fault;

    private static string Time(LogEntry entry) => MeasureKind.Duration.Text(entry.At.TotalSeconds);
}
