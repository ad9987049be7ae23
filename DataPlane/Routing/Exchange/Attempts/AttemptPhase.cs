namespace ActorMesh.DataPlane.Routing.Exchange.Attempts;

/// <summary>How far one attempt has come.</summary>
internal enum AttemptPhase : byte
{
    /// <summary>Not begun, or ended.</summary>
    None,
    /// <summary>Waiting for a connection.</summary>
    Connecting,
    /// <summary>Request and answer are under way.</summary>
    Relaying,
}
