using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Identity;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>One caller leaves room for all others.</summary>
public sealed class CallerStreamsTests : Kit.ActorTest
{
    private readonly CallerStreams _streams = new(new XdsSettings("n:1") { StreamsPerCertificateMax = 2, StreamsPerIdentityMax = 3 });

    [Fact]
    public void So_many_streams_by_one_certificate_and_so_many_of_one_name()
    {
        var (one, other, third) = (Orders("1"), Orders("2"), Orders("3"));
        var first = Begin(one);
        Begin(one);
        Assert.Contains("by one certificate", _streams.Refusal(one)!.Status.Detail, StringComparison.Ordinal);
        Assert.Null(_streams.Refusal(other));
        Begin(other);
        Assert.Contains("has 3 streams open here", _streams.Refusal(third)!.Status.Detail, StringComparison.Ordinal);
        Assert.Null(_streams.Refusal(new Caller(SpiffeId.Parse("spiffe://mesh/ns/default/sa/web")) { Serial = "9" }));
        Assert.Null(_streams.Refusal(null));

        _streams.End(first);
        _streams.End(first);
        Assert.Null(_streams.Refusal(third));
        Assert.Null(_streams.Refusal(one));
    }

    private Akka.TestKit.TestProbe Begin(Caller caller)
    {
        var stream = CreateTestProbe();
        _streams.Begin(stream, caller);
        return stream;
    }

    private static Caller Orders(string serial) => new(SpiffeId.Parse("spiffe://mesh/ns/default/sa/orders")) { Serial = serial };
}
