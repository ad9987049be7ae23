using System.CommandLine;
using ActorMesh.Cli.Explaining;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Findings;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh explain</c>: what a code means, why it matters, and what to do.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var code = new Argument<string?>("CODE") { Description = "As in AM0403. Without one: all codes, a line each.", Arity = ArgumentArity.ZeroOrOne };
        code.CompletionSources.Add(_ => Lessons.All.Select(lesson => new System.CommandLine.Completions.CompletionItem(lesson.Code)));
        var output = OutputOption.Create();
        var command = new Command("explain", "Tell what a finding means, why it matters, and what to do.") { code, output };
        command.SetAction(parsed =>
        {
            var run = new ExplainRun(output.Of(parsed), terminal);
            return parsed.GetValue(code) is { } asked ? run.One(asked) : run.All();
        });
        return command;
    }
}
