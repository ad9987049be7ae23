using System.CommandLine;

namespace ActorMesh.Cli.Commands;

/// <summary><c>-o</c>: how a command prints its data. It never changes the exit code.</summary>
internal static class OutputOption
{
    public const string Table = "table", Json = "json";

    public static Option<string> Create()
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = "How to print the data: table or json.", HelpName = "FORMAT", DefaultValueFactory = _ => Table,
        };
        option.AcceptOnlyFromAmong(Table, Json);
        return option;
    }
}
