using ActorMesh.Cli.Children;

namespace ActorMesh.Cli.Up;

/// <summary>The state of a service: that of the one of its two processes that stands worse.</summary>
internal static class ServiceState
{
    public static bool IsReady(ChildState application, ChildState sidecar) => application.IsReady && sidecar.IsReady;

    /// <summary><c>ready</c>, <c>restarting</c>, <c>exited 1</c>; in brackets how often either was restarted.</summary>
    public static string Of(ChildState application, ChildState sidecar)
    {
        var worse = Rank(application.Phase) > Rank(sidecar.Phase) ? application : sidecar;
        var word = worse.Phase switch
        {
            ChildPhase.Exited => $"exited {worse.ExitCode}",
            ChildPhase.Restarting => "restarting",
            ChildPhase.Draining => "draining",
            ChildPhase.Starting => "starting",
            _ => "ready",
        };
        var restarts = application.Restarts + sidecar.Restarts;
        return restarts == 0 ? word : $"{word} ({restarts})";
    }

    private static int Rank(ChildPhase phase) => phase switch
    {
        ChildPhase.Exited => 4,
        ChildPhase.Restarting => 3,
        ChildPhase.Draining => 2,
        ChildPhase.Starting => 1,
        _ => 0,
    };
}
