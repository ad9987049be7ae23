using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Identities;

/// <summary>Shows which certificates of workloads there are, as far as the control nodes know.</summary>
internal sealed class CertificateListRun(ControlClient client, OutputFormat format, Terminal terminal, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ControlFailure">The control plane did not answer.</exception>
    public async Task<int> Run(CancellationToken stop)
    {
        var list = await client.Certificates(stop);
        terminal.Print(format, () => list, () => ControlJson.Readable.CertificateListShape, data => Table(list, clock.GetUtcNow()).Write(data));
        foreach (var note in list.Notes) terminal.Talk.Warn(note);
        if (list.Certificates.Count == 0) terminal.Talk.Say("no control node has signed any since it started; a restart forgets those before it");
        return ExitCode.Done;
    }

    internal static TextTable Table(CertificateListShape list, DateTimeOffset now)
    {
        var table = new TextTable();
        if (list.Certificates.Count == 0) return table;
        table.Add("SERVICE", "SPIFFE ID", "SERIAL", "LEFT", "ROTATES", "ISSUER", "SIGNED BY");
        foreach (var one in list.Certificates)
            table.Add(one.Service, one.SpiffeId, one.Serial, AgeText.Of(one.NotAfter - now), RotatesOf(one, now), one.Issuer, one.Node);
        return table;
    }

    private static string RotatesOf(CertificateShape one, DateTimeOffset now)
    {
        if (!one.IsBelieved) return "not believed";
        return one.RotatesAt > now ? $"in {AgeText.Of(one.RotatesAt - now)}" : "overdue";
    }
}
