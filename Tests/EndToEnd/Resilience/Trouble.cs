namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>What can be wrong with one replica of three.</summary>
public enum Trouble
{
    /// <summary>Killed: connections to it are refused.</summary>
    Killed,

    /// <summary>Frozen: connections to it stand, and nothing comes.</summary>
    Hung,

    /// <summary>Fifty times as slow as the others.</summary>
    Slow,

    /// <summary>It answers 500 at once, and looks like the least busy one.</summary>
    Failing,
}
