namespace ActorMesh.Cli.Up;

/// <summary>Where the table is shown.</summary>
internal interface IMeshDisplay
{
    /// <param name="show">Gets something to show with; returns when there is nothing more to show.</param>
    Task Run(Func<Action<MeshView>, Task> show);

    /// <summary>Something happened that whoever watches should know. From any thread.</summary>
    void Note(string note);

    /// <summary>Something was done that whoever watches waits for. From any thread.</summary>
    void Tell(string news);

    /// <summary>The last figures, once nothing more is shown.</summary>
    void Finish(MeshView view);
}
