using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;

namespace ActorMesh.Cli.Applying;

/// <summary>The version that runs.</summary>
internal static class RunningVersion
{
    /// <returns>Null when nothing was ever applied.</returns>
    /// <exception cref="ControlFailure">It cannot be known.</exception>
    public static async Task<VersionShape?> Of(ControlClient client, CancellationToken stop)
    {
        try
        {
            return await client.Version(version: null, stop);
        }
        catch (ControlFailure nothing) when (nothing.ExitCode == ExitCode.NotFound)
        {
            return null;
        }
    }
}
