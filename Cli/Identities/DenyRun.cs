using ActorMesh.Cli.Applying;
using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Identities;

/// <summary>Says who is let in nowhere, and changes it.</summary>
internal sealed class DenyRun(ControlClient client, Terminal terminal)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ControlFailure">The control plane did not answer, or refused.</exception>
    public async Task<int> Deny(string peer, string? reason, CancellationToken stop)
    {
        var answer = await client.Deny(new DenyRequest(peer, reason, Author.OfThisProcess), stop);
        terminal.Talk.Succeed($"{answer.Denied[0].Peer} is denied: no proxy lets it in, and what it has open ends, as soon as the list has come to it");
        foreach (var remark in answer.Remarks ?? []) terminal.Talk.Say(remark);
        return ExitCode.Done;
    }

    /// <inheritdoc cref="Deny"/>
    public async Task<int> Allow(string peer, CancellationToken stop)
    {
        var allowed = (await client.Allow(new DenyRequest(peer, null, Author.OfThisProcess), stop)).Denied[0];
        terminal.Talk.Succeed($"{allowed.Peer} is let in again");
        return ExitCode.Done;
    }

    /// <inheritdoc cref="Deny"/>
    public async Task<int> List(OutputFormat format, TimeProvider clock, CancellationToken stop)
    {
        var list = await client.Denials(stop);
        terminal.Print(format, () => list, () => ControlJson.Readable.DenialListShape, data => Table(list, clock.GetUtcNow()).Write(data));
        if (list.Denied.Count == 0) terminal.Talk.Say("nobody is denied; actormesh cert deny PEER does so");
        return ExitCode.Done;
    }

    private static TextTable Table(DenialListShape list, DateTimeOffset now)
    {
        var table = new TextTable();
        if (list.Denied.Count == 0) return table;
        table.Add("PEER", "SINCE", "AUTHOR", "REASON");
        foreach (var one in list.Denied) table.Add(one.Peer, AgeText.Of(now - one.At), Shown(one.Author), Shown(one.Reason));
        return table;
    }

    private static string Shown(string text) => text.Length == 0 ? "-" : text;
}
