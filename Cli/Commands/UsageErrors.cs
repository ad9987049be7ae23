using System.CommandLine;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Commands;

/// <summary>Says what is wrong with a command line. For a word that is not known it guesses what was meant.</summary>
internal static class UsageErrors
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.UnmatchedTokens;
        // What the parser says beside an unknown word ("command was not provided") follows from it.
        if (unknown.Count == 0) return parsed.Errors.Select(error => error.Message.ReplaceLineEndings(" ").Replace("\t", ""));
        return unknown.Take(1).Select(word => $"unknown {(word.StartsWith('-') ? "option" : "word")} {Quoted.Of(word)}{Guess(word, command)}");
    }

    private static string Guess(string word, Command command)
    {
        var known = word.StartsWith('-') ? command.Options.Select(option => option.Name) : command.Subcommands.Select(sub => sub.Name);
        return NearestName.Hint(word, known) is { } hint ? $"; {hint}" : "";
    }
}
