using System.Text.RegularExpressions;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Identity;
using Akka.Event;

namespace ActorMesh.Runtime.Membership;

/// <summary>
/// What the log of a member says. Akka tells of each stranger at its port in three events of up to a page, with the stranger's bytes in them: here a stranger
/// is told of like any other who is refused, and of what else Akka's own actors report what failed and its cause.
/// </summary>
/// <remarks>The texts are those of Akka 1.5.74; others are written as they come, but for what led to them.</remarks>
public sealed partial class MemberLog(Action<string> write, RefusedPeers refused, TimeProvider clock)
{
    /// <summary>What begins so and contains that is a stranger with that problem. Empty: it is in the cause. Null: another event tells of the same one, or it only went away.</summary>
    private static readonly (string Start, string Part, string? Problem)[] Strangers =
    [
        ("Mutual TLS required but client did not provide a certificate", "", "it showed no certificate"),
        ("No response from remote for inbound association", "", "it did not say who it is in time"),
        ("TLS handshake failed on channel", "not an SSL/TLS record", "it speaks without TLS, and nobody is let in here without"),
        ("TLS handshake failed on channel", "rejected by the provided RemoteCertificateValidationCallback", null),
        ("TLS handshake failed on channel", "(Server side):\n  Error: Channel is closed", null),
        ("TLS handshake failed on channel", "(Server side)", ""),
        ("Error caught channel", "not an SSL/TLS record", null),
        ("Rejected incoming connection", "", null),
    ];

    private readonly SummedLines
        _links = new(write, TimeSpan.FromSeconds(1), clock),
        _pauses = new(write, TimeSpan.FromMinutes(1), clock);

    public void Tell(LogEvent logged)
    {
        if (logged.LogClass.Namespace?.StartsWith("Akka", StringComparison.Ordinal) != true)
        {
            write(LogLine.Of(logged));
            return;
        }

        var text = $"{logged.Message}";
        var cause = logged.Cause?.GetBaseException().Message ?? "no reason is known";
        var all = $"{text}\n{cause}";
        if (Array.Find(Strangers, one => text.StartsWith(one.Start, StringComparison.Ordinal) && all.Contains(one.Part, StringComparison.Ordinal)) is { Start: not null } stranger)
        {
            if (stranger.Problem is { } problem) refused.Note("cluster", PeerOf(text, logged.LogSource), problem.Length > 0 ? problem : cause);
        }
        else if (Late().Match(text) is { Success: true } late)
            _pauses.Tell($"warning: this member was held up for {late.Groups["was"]} ms, and should say every {late.Groups["every"]} ms that it lives: it has too little processor, or was paused");
        else if (logged.LogClass.Namespace.StartsWith("Akka.Remote.Transport", StringComparison.Ordinal)) _links.Tell(PeerText.Of(LogLine.Short(logged)));
        else write(LogLine.Short(logged));
    }

    private static string PeerOf(string text, string source) =>
        PeerInText().Match(text) is { Success: true } told ? told.Groups["peer"].Value
        : PeerInPath().Match(Uri.UnescapeDataString(source)) is { Success: true } known ? known.Groups["peer"].Value
        : "somebody";

    [GeneratedRegex(@"sending of heartbeat was delayed.*sent \[(?<was>\d+)[^\]]*\] ms ago, expected interval is \[(?<every>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Late();

    // "[here->there](Id=1)", or "... from there".
    [GeneratedRegex(@"->(?<peer>\S+)\]\(Id=|certificate from (?<peer>\S+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PeerInText();

    // The path of the actor that holds its link: ".../akkaProtocol-tcp://actormesh@there-1".
    [GeneratedRegex(@"akkaProtocol-.*@(?<peer>[^/#]+)-\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PeerInPath();
}
