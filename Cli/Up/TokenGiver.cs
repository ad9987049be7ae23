using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Runtime.Contracts;

namespace ActorMesh.Cli.Up;

/// <summary>Gives each sidecar the token that lets it in, as soon as there is a control node that makes them.</summary>
internal sealed class TokenGiver(IReadOnlyList<ServicePlan> services, ControlClient client, IMeshDisplay display, TimeProvider clock)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <param name="stop">Ends it.</param>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            foreach (var service in services)
                while (!await IsGiven(service, stop)) await Task.Delay(AskAgainAfter, clock, stop);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    /// <returns>False when it has to be tried again: the control node is starting, or has no mesh yet.</returns>
    private async Task<bool> IsGiven(ServicePlan service, CancellationToken stop)
    {
        try
        {
            var made = await client.CreateToken(new TokenRequest(service.Name, Member: null, Seconds: null, Author: "actormesh up"), stop);
            OwnerFile.Write(service.TokenFile, made.Token);
            return true;
        }
        catch (ControlFailure failure) when (failure.ExitCode is ExitCode.Unreachable or ExitCode.NotFound or ExitCode.NotAllowed || failure.Error?.Code is "journal" or "uncertain")
        {
            return false;
        }
        catch (Exception e) when (e is ControlFailure or IOException)
        {
            display.Note($"{service.Name} has no identity: {e.Message}");
            return true;
        }
    }
}
