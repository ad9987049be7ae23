using ActorMesh.Cli.Probing;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Verifying;

/// <summary>Whether one service gets through to another.</summary>
/// <param name="From">A service, <c>ingress</c>, or <see cref="Others"/>.</param>
/// <param name="Calls">Whether it is meant to: by <c>calls</c> or <c>expose</c>.</param>
/// <param name="Reason">Why it is let in or not.</param>
internal sealed record AccessPair(string From, string To, bool Calls, Grant Grant, string Reason, SourceSpan? Origin)
{
    /// <summary>Stands for all who are not named.</summary>
    public const string Others = "others";

    /// <summary><c>yes</c>, <c>some</c>, <c>DENIED</c> for a call that fails; <c>open</c> for a door that nobody needs.</summary>
    public string Word => (Calls, Grant) switch
    {
        (true, Grant.All) => "yes",
        (true, Grant.None) => "DENIED",
        (false, Grant.None) => "-",
        (true, _) => "some",
        _ => "open",
    };

    public bool IsRemarkable => Word is not ("yes" or "-");
}
