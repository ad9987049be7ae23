using System.CommandLine;
using ActorMesh.Cli.Children;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh keep</c>: what <c>up</c> puts between itself and a command of the user's.</summary>
internal static class KeepCommand
{
    public const string Name = "keep", GraceOption = "--grace";

    private static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(5);

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var program = new Argument<string[]>("PROGRAM") { Description = "The program and its arguments, after --.", Arity = ArgumentArity.OneOrMore };
        var grace = DurationOption.Create(GraceOption, "How long it may take to end after SIGTERM. Default 5s.");
        var command = new Command(Name, "Run a program for as long as standard input is open.") { program, grace };
        command.Hidden = true;
        command.SetAction(parsed => new KeptProgram(parsed.GetValue(program)!, parsed.GetValue(grace) ?? DefaultGrace, terminal.Talk, clock).Run());
        return command;
    }
}
