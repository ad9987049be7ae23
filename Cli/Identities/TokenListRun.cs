using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Identities;

/// <summary>Shows which tokens there are.</summary>
internal sealed class TokenListRun(ControlClient client, OutputFormat format, Terminal terminal, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ControlFailure">The control plane did not answer.</exception>
    public async Task<int> Run(CancellationToken stop)
    {
        var list = await client.Tokens(stop);
        if (format == OutputFormat.Name)
        {
            foreach (var token in list.Tokens) terminal.Data.WriteLine(token.Id);
            return ExitCode.Done;
        }
        terminal.Print(format, () => list, () => ControlJson.Readable.TokenListShape, data => Table(list, clock.GetUtcNow()).Write(data));
        if (list.Tokens.Count == 0) terminal.Talk.Say("there are no tokens; make one: actormesh token create --service NAME");
        if (list.LeftOut > 0) terminal.Talk.Say($"and {list.LeftOut} older ones");
        return ExitCode.Done;
    }

    internal static TextTable Table(TokenListShape list, DateTimeOffset now)
    {
        var table = new TextTable();
        if (list.Tokens.Count == 0) return table;
        table.Add("TOKEN", "STATE", "LEFT", "AUTHOR", "SPIFFE ID");
        foreach (var token in list.Tokens)
            table.Add(token.Id, token.State, token.State == "live" ? AgeText.Of(token.ExpiresAt - now) : "-", token.Author.Length == 0 ? "-" : token.Author, token.Identity);
        return table;
    }
}
