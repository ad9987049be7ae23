using ActorMesh.Cli.Control.Shapes;

namespace ActorMesh.Cli.Control.Client;

/// <summary>The control plane did not do what was asked, or did not answer.</summary>
/// <param name="message">What happened and what to do, in one line.</param>
/// <param name="exitCode">An <see cref="ExitCode"/>.</param>
internal sealed class ControlFailure(string message, int exitCode) : Exception(message)
{
    public int ExitCode => exitCode;

    /// <summary>What it said; null when it did not answer.</summary>
    public ErrorShape? Error { get; private init; }

    public static ControlFailure Of(ErrorShape error) => new($"{error.What}: {error.Why}{(error.Help.Length == 0 ? "" : $"; {error.Help}")}", CodeOf(error.Code)) { Error = error };

    private static int CodeOf(string code) => code switch
    {
        "not-found" => Cli.ExitCode.NotFound,
        "no-leader" or "busy" => Cli.ExitCode.Unreachable,
        "bad-request" => Cli.ExitCode.Usage,
        "forbidden" or "unauthenticated" => Cli.ExitCode.NotAllowed,
        _ => Cli.ExitCode.Failed,
    };
}
