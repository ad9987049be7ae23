namespace ActorMesh.Cli.Children;

internal enum ChildPhase
{
    /// <summary>It runs, but does not do its work yet.</summary>
    Starting,
    Ready,

    /// <summary>It was asked to end and does not take anything new.</summary>
    Draining,

    /// <summary>It died and will be started again.</summary>
    Restarting,

    /// <summary>It is gone for good.</summary>
    Exited,
}
