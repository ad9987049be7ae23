using ActorMesh.Cli.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ActorMesh.Cli.Up;

/// <summary>For terminals: the table stands still and its figures move; what happened lately stands below it.</summary>
internal sealed class LiveDisplay(Terminal terminal) : IMeshDisplay
{
    private readonly NoteBoard _notes = new();
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Data) });

    /// <summary>Whether somebody sits at the other end.</summary>
    public static bool IsPossible => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    public Task Run(Func<Action<MeshView>, Task> show) => _console.Live(new Text("starting")).StartAsync(context => show(view =>
    {
        context.UpdateTarget(Rendered(view));
        context.Refresh();
    }));

    public void Note(string note) => _notes.Add(note);

    public void Tell(string news) => _notes.Add(news);

    public void Finish(MeshView view)
    {
        // The last table stands on the screen.
    }

    private Rows Rendered(MeshView view)
    {
        var isWide = MeshTable.WidthOf(view) < _console.Profile.Width;
        List<IRenderable> all = [Table(view, [.. Enumerable.Range(0, MeshTable.Headings.Count).Where(column => isWide || !MeshTable.IsListeners(column))])];
        // Where the line would be too long for the screen, what is long and does not change has lines of its own.
        if (!isWide) all.AddRange([new Text(""), .. view.Rows.Select(row => new Text($"{row.Service}: {row.Listeners}")), new Text("")]);
        if (view.Traffic is { } traffic) all.Add(new Text(traffic.ToString(), traffic.Count.IsClean ? Style.Plain : Yellow));
        all.AddRange(_notes.Notes.Select(note => new Text(note, Yellow)));
        all.Add(new Text("Ctrl-C ends it."));
        return new Rows(all);
    }

    private static Table Table(MeshView view, List<int> columns)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(MeshTable.Headings[column], Bold))
            {
                Alignment = MeshTable.IsNumber(column) ? Justify.Right : Justify.Left, Padding = new Padding(0, 0, 2, 0),
            });
        foreach (var row in view.Rows)
        {
            var cells = MeshTable.Cells(row);
            table.AddRow(columns.Select(column => new Text(cells[column], StyleOf(row, column))));
        }
        return table;
    }

    private static Style Bold { get; } = new(decoration: Decoration.Bold);

    private static Style Green { get; } = new(Color.Green);

    private static Style Yellow { get; } = new(Color.Yellow);

    private static Style Red { get; } = new(Color.Red);

    private static Style StyleOf(ServiceRow row, int column) => column switch
    {
        1 => row.IsReady ? Green : Yellow,
        3 when row.Figures.Success < 1 => Red,
        _ => Style.Plain,
    };
}
