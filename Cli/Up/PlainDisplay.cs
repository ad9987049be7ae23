using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Up;

/// <summary>For files, pipes and scripts: the table as text, when all is ready and then now and again; what happens is said as it happens.</summary>
/// <param name="onlyAtTheEnd">One table is printed, the last.</param>
internal sealed class PlainDisplay(Terminal terminal, bool onlyAtTheEnd, TimeProvider clock) : IMeshDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long? _shownAt;

    public Task Run(Func<Action<MeshView>, Task> show) => show(view =>
    {
        if (onlyAtTheEnd || (_shownAt is { } last ? clock.GetElapsedTime(last) < Interval : !view.Rows.All(row => row.IsReady))) return;
        _shownAt = clock.GetTimestamp();
        Print(view);
    });

    public void Note(string note) => terminal.Talk.Warn(note);

    public void Tell(string news) => terminal.Talk.Say(news);

    public void Finish(MeshView view) => Print(view);

    private void Print(MeshView view)
    {
        terminal.Data.WriteLine(MeshTable.Of(view));
        terminal.Data.Flush();
    }
}
