using System.CommandLine;
using ActorMesh.Cli.Output;

namespace ActorMesh.Cli.Commands;

/// <summary><c>-o</c>: how a command prints its data. It never changes the exit code.</summary>
internal sealed class OutputOption : Option<string>
{
    public const string Table = "table", Wide = "wide", Json = "json", Yaml = "yaml", Names = "name";

    /// <summary>What holds when the option is not given.</summary>
    private const string Variable = "ACTORMESH_OUTPUT";

    private OutputOption(bool withNames)
        : base("--output", "-o")
    {
        var known = withNames ? "table, wide, json, yaml and name" : "table, wide, json and yaml";
        Description = $"How to print the data: {known.Replace(" and ", " or ", StringComparison.Ordinal)}. {Variable} sets it for good.";
        HelpName = "FORMAT";
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Table;
        CompletionSources.Add([Table, Wide, Json, Yaml, .. withNames ? [Names] : Array.Empty<string>()]);
        Validators.Add(result =>
        {
            var word = result.GetValueOrDefault<string>();
            if (Parse(word) is null || (word == Names && !withNames)) result.AddError($"{(result.Implicit ? Variable : Name)}: '{word}' is not a format; there are {known}");
        });
    }

    public static OutputOption Create() => new(withNames: false);

    /// <summary>With <c>name</c>: for commands that list things.</summary>
    public static OutputOption CreateWithNames() => new(withNames: true);

    public OutputFormat Of(ParseResult parsed) => Parse(parsed.GetValue(this)) ?? OutputFormat.Table;

    private static OutputFormat? Parse(string? word) => word switch
    {
        Table => OutputFormat.Table,
        Wide => OutputFormat.Wide,
        Json => OutputFormat.Json,
        Yaml => OutputFormat.Yaml,
        Names => OutputFormat.Name,
        _ => null,
    };
}
