namespace ActorMesh.DataPlane.Identity;

/// <summary>What is to be done about an identity.</summary>
public enum IdentityStep : byte
{
    Wait,

    /// <summary>Ask for one by a token.</summary>
    Attest,

    /// <summary>Ask for the next by the one that is held.</summary>
    Renew,
}
