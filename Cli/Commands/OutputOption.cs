using System.CommandLine;
using ActorMesh.Cli.Output;

namespace ActorMesh.Cli.Commands;

/// <summary><c>-o</c>: how a command prints its data. It never changes the exit code.</summary>
internal sealed class OutputOption : Option<string>
{
    public const string Table = "table", Wide = "wide", Json = "json", Yaml = "yaml";

    /// <summary>What holds when the option is not given.</summary>
    private const string Variable = "ACTORMESH_OUTPUT";

    private OutputOption()
        : base("--output", "-o")
    {
        Description = $"How to print the data: table, wide, json or yaml. {Variable} sets it for good.";
        HelpName = "FORMAT";
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Table;
        CompletionSources.Add(Table, Wide, Json, Yaml);
        Validators.Add(result =>
        {
            var word = result.GetValueOrDefault<string>();
            if (Parse(word) is null) result.AddError($"{(result.Implicit ? Variable : Name)}: '{word}' is not a format; there are table, wide, json and yaml");
        });
    }

    public static OutputOption Create() => new();

    public OutputFormat Of(ParseResult parsed) => Parse(parsed.GetValue(this)) ?? OutputFormat.Table;

    private static OutputFormat? Parse(string? word) => word switch
    {
        Table => OutputFormat.Table,
        Wide => OutputFormat.Wide,
        Json => OutputFormat.Json,
        Yaml => OutputFormat.Yaml,
        _ => null,
    };
}
