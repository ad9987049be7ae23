using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Inspecting;

/// <summary>Shows how the mesh stands.</summary>
internal sealed class StatusRun(ControlClient client, OutputFormat format, Terminal terminal)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ControlFailure">The control plane did not answer.</exception>
    public async Task<int> Run(CancellationToken stop)
    {
        var status = await client.Status(stop);
        terminal.Print(format, () => status, () => ControlJson.Readable.StatusShape, data => new StatusText(status, format == OutputFormat.Wide, terminal.Paint).Write(data));
        return ExitCode.Done;
    }
}
