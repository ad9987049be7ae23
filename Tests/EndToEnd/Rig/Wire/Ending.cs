namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>How the peer's side of a connection stands.</summary>
internal enum Ending
{
    /// <summary>More bytes may come.</summary>
    Open,

    /// <summary>The peer sent FIN: nothing more comes, and what came is whole.</summary>
    Finished,

    /// <summary>The peer sent RST: what came may not be all.</summary>
    Reset,
}
