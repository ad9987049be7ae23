using System.Text;
using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Tests.Fast.Cli;

/// <summary>What a command line did, run in this process.</summary>
internal sealed record CommandRun(int Code, string Data, string Talk)
{
    /// <param name="line">Words parted by blanks.</param>
    /// <param name="input">What stdin holds.</param>
    public static async Task<CommandRun> Of(string line, string input = "", bool colour = false)
    {
        await using var data = new StringWriter { NewLine = "\n" };
        await using var talk = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(data, new Talk(talk, colour))
        {
            Paint = new Paint(colour), Input = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
        };
        var code = await CommandLine.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), terminal, TimeProvider.System);
        return new CommandRun(code, data.ToString(), talk.ToString());
    }
}
