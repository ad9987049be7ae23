namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Why a token is not good.</summary>
internal enum TokenProblem : byte
{
    None,
    Missing,
    Repeated,
    TooLong,
    Malformed,
    Algorithm,
    KeysNotThere,
    UnknownKey,
    Signature,
    Issuer,
    Audience,
    NoEnd,
    Expired,
    NotYet,
}
