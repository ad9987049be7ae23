using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Identities;

/// <summary>Shows which certificates of workloads there are, as far as one control node signed them.</summary>
internal sealed class CertificateListRun(ControlClient client, OutputFormat format, Terminal terminal, TimeProvider clock)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ControlFailure">The control plane did not answer.</exception>
    public async Task<int> Run(CancellationToken stop)
    {
        var list = await client.Certificates(stop);
        terminal.Print(format, () => list, () => ControlJson.Readable.CertificateListShape, data => Table(list, clock.GetUtcNow()).Write(data));
        terminal.Talk.Say(list.Certificates.Count == 0
            ? $"{list.Node} has signed none since it started; other control nodes: --control URL"
            : $"signed by {list.Node} since it started; other control nodes: --control URL");
        return ExitCode.Done;
    }

    internal static TextTable Table(CertificateListShape list, DateTimeOffset now)
    {
        var table = new TextTable();
        if (list.Certificates.Count == 0) return table;
        table.Add("SERVICE", "SPIFFE ID", "SERIAL", "LEFT", "ROTATES", "ISSUER");
        foreach (var one in list.Certificates)
            table.Add(one.Service, one.SpiffeId, one.Serial, AgeText.Of(one.NotAfter - now), one.RotatesAt > now ? $"in {AgeText.Of(one.RotatesAt - now)}" : "overdue", one.Issuer);
        return table;
    }
}
