using System.CommandLine;
using System.CommandLine.Parsing;
using ActorMesh.Cli.Output;

namespace ActorMesh.Cli.Commands;

/// <summary><c>-o</c>: how a command prints its data. It never changes the exit code.</summary>
internal static class OutputOption
{
    /// <summary>What holds when the option is not given.</summary>
    public const string Variable = "ACTORMESH_OUTPUT";

    public const OutputFormat Json = OutputFormat.Json;

    private static readonly (string Name, OutputFormat Format)[] Formats =
        [("table", OutputFormat.Table), ("wide", OutputFormat.Wide), ("json", OutputFormat.Json), ("yaml", OutputFormat.Yaml)];

    public static Option<OutputFormat> Create()
    {
        var option = new Option<OutputFormat>("--output", "-o")
        {
            Description = $"How to print the data: table, wide, json or yaml. Default: what {Variable} says, or table.",
            HelpName = "FORMAT",
            CustomParser = result => Parse(result.Tokens[0].Value, "--output", result),
            DefaultValueFactory = result =>
                Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? Parse(named, Variable, result) : OutputFormat.Table,
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_ => Formats.Select(known => new System.CommandLine.Completions.CompletionItem(known.Name)));
        return option;
    }

    private static OutputFormat Parse(string word, string saidBy, ArgumentResult result)
    {
        foreach (var (name, format) in Formats)
            if (name == word) return format;
        result.AddError($"{saidBy}: '{word}' is not a format; there are table, wide, json and yaml");
        return OutputFormat.Table;
    }
}
