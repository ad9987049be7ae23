namespace ActorMesh.Runtime.Contracts;

/// <summary>
/// How a limit says that it counts by caller. For Envoy it is by the text of x-forwarded-client-cert, which changes with each renewal; our data plane knows
/// the entry, and counts by who the connection proved to be.
/// </summary>
public static class CallerKey
{
    /// <summary>Of the descriptor's entry.</summary>
    public const string Entry = "caller";

    public const string Header = "x-forwarded-client-cert";
}
