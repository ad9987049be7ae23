using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Membership;
using Akka.Cluster;
using Akka.Event;
using Akka.Persistence;
using Akka.Remote;
using Akka.Remote.Transport;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Membership;

/// <summary>What Akka's own actors log, in its words, and what is made of it.</summary>
public sealed class MemberLogTests
{
    private const string
        Channel = "[[::ffff:127.0.0.1]:24520->[::ffff:127.0.0.1]:49420](Id=4721c5a4)",
        Lecture = "\n\nServer-side TLS troubleshooting:\n  - Verify server certificate has accessible private key\n  - For mutual TLS, check if client is providing a certificate\n  - Review certificate validation requirements (suppress-validation for testing)",
        Rejected = "The remote certificate was rejected by the provided RemoteCertificateValidationCallback.",
        Late = "Cluster Node [akka.ssl.tcp://actormesh@member-1:25520] - Scheduled sending of heartbeat was delayed. Previous heartbeat was sent [1150.1646] ms ago, expected interval is [250] ms. " +
            "This may cause failure detection to mark members as unreachable. The reason can be thread starvation, e.g. by running blocking tasks on the default dispatcher, CPU overload, or GC.";

    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _lines = [];
    private readonly MemberLog _log;
    private readonly RefusedPeers _refused;

    public MemberLogTests()
    {
        _refused = new RefusedPeers(line => _lines.Add($"refused: {line}"), _clock);
        _log = new MemberLog(_lines.Add, _refused, _clock);
    }

    [Fact]
    public void A_stranger_without_a_certificate_is_one_line_of_ours()
    {
        for (var i = 0; i < 3; i++)
        {
            Warn("Mutual TLS required but client did not provide a certificate from [::ffff:127.0.0.1]:47532");
            Fail($"TLS handshake failed on channel {Channel}\nTLS handshake failed (Server side):\n  Error: One or more errors occurred. ({Rejected}){Lecture}", new AggregateException(new InvalidOperationException(Rejected)));
            Warn("Rejected incoming connection from [[::ffff:127.0.0.1]:47532] due to TLS handshake failure. This is likely invalid or malicious traffic.");
        }
        Assert.Equal(["refused: cluster: [::ffff:127.0.0.1]:47532 was not let in: it showed no certificate"], _lines);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Warn("Mutual TLS required but client did not provide a certificate from [::ffff:127.0.0.1]:47533");
        Assert.EndsWith("(and 2 more since the last line)", _lines[^1], StringComparison.Ordinal);
        Assert.Equal((2, 4), (_lines.Count, _refused.Count));
    }

    [Fact]
    public void What_a_stranger_sent_is_not_written()
    {
        Fail($"Error caught channel {Channel}", new InvalidDataException("not an SSL/TLS record: 46d086824097e4a3"));
        Fail($"TLS handshake failed on channel {Channel}\nTLS handshake failed (Server side):\n  Error: not an SSL/TLS record: 46d086824097e4a3{Lecture}", new InvalidDataException("not an SSL/TLS record: 46d086824097e4a3"));
        Assert.Equal(["refused: cluster: [::ffff:127.0.0.1]:49420 was not let in: it speaks without TLS, and nobody is let in here without"], _lines);
    }

    [Fact]
    public void Whatever_else_fails_in_a_handshake_is_told_in_the_words_of_its_cause()
    {
        Fail($"TLS handshake failed on channel {Channel}\nTLS handshake failed (Server side):\n  Error: x{Lecture}", new AggregateException(new InvalidOperationException("SSL routines::unsupported protocol")));
        Assert.Equal(["refused: cluster: [::ffff:127.0.0.1]:49420 was not let in: SSL routines::unsupported protocol"], _lines);
    }

    [Fact]
    public void Who_says_nothing_is_one_line()
    {
        var source = "akka://actormesh/system/transports/akkaprotocolmanager.tcp.0/akkaProtocol-tcp%3A%2F%2Factormesh%40%5B%3A%3Affff%3A127.0.0.1%5D%3A36364-12";
        _log.Tell(new Error(new AkkaProtocolException("late"), source, typeof(AkkaProtocolException), "No response from remote for inbound association. Handshake timed out after [15000] ms"));
        Fail($"TLS handshake failed on channel {Channel}\nTLS handshake failed (Server side):\n  Error: Channel is closed{Lecture}", new IOException("Channel is closed"));
        Warn("Rejected incoming connection from [[::ffff:127.0.0.1]:36364] due to TLS handshake failure. This is likely invalid or malicious traffic.");
        Assert.Equal(["refused: cluster: [::ffff:127.0.0.1]:36364 was not let in: it did not say who it is in time"], _lines);
    }

    [Fact]
    public void Trouble_of_a_link_that_this_member_wants_is_told_with_its_cause()
    {
        Fail($"TLS handshake failed on channel {Channel}\nTLS handshake failed (Client side):\n  Error: x\n\nClient-side TLS troubleshooting:\n  - y", new AggregateException(new InvalidOperationException("the peer's alert:\nunknown ca")));
        _log.Tell(new Warning("here", typeof(RemoteTransportException), "Association with remote system akka.ssl.tcp://actormesh@member-2:25520 has failed; address is now gated for 5000 ms. Reason is: [refused]"));
        Assert.Equal(
            [
                $"error: TLS handshake failed on channel {Channel}: the peer's alert:",
                "warning: Association with remote system akka.ssl.tcp://actormesh@member-2:25520 has failed; address is now gated for 5000 ms. Reason is: [refused]",
            ], _lines);
        Assert.Equal(0, _refused.Count);
    }

    [Fact]
    public void A_member_that_was_held_up_says_so_once_a_minute()
    {
        for (var i = 0; i < 3; i++) _log.Tell(new Warning("here", typeof(Cluster), Late));
        Assert.Equal(["warning: this member was held up for 1150 ms, and should say every 250 ms that it lives: it has too little processor, or was paused"], _lines);
    }

    [Fact]
    public void What_failed_in_the_journal_is_told_without_what_led_to_it()
    {
        _log.Tell(new Error(Thrown(), "here", typeof(Persistence), "Failure during SQL Journal initialization."));
        _log.Tell(new Error(Thrown(), "here", typeof(MemberLogTests), "ours"));
        Assert.Equal("error: Failure during SQL Journal initialization.: disk is full", _lines[0]);
        Assert.Contains(nameof(Thrown), _lines[1], StringComparison.Ordinal);
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("outer", new IOException("disk is full"));
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }

    private void Warn(string text) => _log.Tell(new Warning("here", typeof(AkkaProtocolException), text));

    private void Fail(string text, Exception cause) => _log.Tell(new Error(cause, "here", typeof(AkkaProtocolException), text));
}
