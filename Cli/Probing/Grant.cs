namespace ActorMesh.Cli.Probing;

/// <summary>How much of what a sender may send is let in.</summary>
internal enum Grant
{
    None,

    /// <summary>What fits a rule.</summary>
    Some,
    All,
}
