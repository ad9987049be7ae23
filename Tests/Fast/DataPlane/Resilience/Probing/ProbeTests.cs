using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Resilience.Probing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Probing;

public sealed class ProbeTests
{
    private static readonly HttpProbe Probe = new("GET", "h", "/");

    [Theory]
    [InlineData(200, ProbeEnd.Passed)]
    [InlineData(201, ProbeEnd.Failed)]
    [InlineData(503, ProbeEnd.Failed)]
    public void Only_200_is_expected_unless_said_otherwise(int status, ProbeEnd end) =>
        Assert.Equal(end, Probe.Judge(status, service: null, isDegraded: false).End);

    [Theory]
    [InlineData(200, ProbeEnd.Failed)]
    [InlineData(201, ProbeEnd.Passed)]
    [InlineData(203, ProbeEnd.Passed)]
    [InlineData(204, ProbeEnd.Failed)]
    [InlineData(429, ProbeEnd.FailedOnce)]
    public void Ranges_include_their_start_and_not_their_end(int status, ProbeEnd end)
    {
        var probe = Probe with { Expected = new([new StatusRange(201, 204)]), Retriable = new([new StatusRange(429, 430)]) };
        Assert.Equal(end, probe.Judge(status, service: null, isDegraded: false).End);
    }

    [Theory]
    [InlineData("orders-7", ProbeEnd.Passed)]
    [InlineData("ORDERS", ProbeEnd.Passed)]
    [InlineData("my-orders", ProbeEnd.Failed)]
    [InlineData(null, ProbeEnd.Failed)]
    public void Another_service_at_the_address_fails(string? answered, ProbeEnd end) =>
        Assert.Equal(end, (Probe with { Service = new ServiceNameTest(NameFit.Prefix, "orders", IgnoresCase: true) }).Judge(200, answered, isDegraded: false).End);

    [Fact]
    public void A_good_answer_may_ask_to_be_spared() => Assert.Equal(ProbeEnd.Degraded, Probe.Judge(200, service: null, isDegraded: true).End);

    [Theory]
    [InlineData("ab cd", true)]
    [InlineData("xabycdz", true)]
    [InlineData("cd ab", false)]
    [InlineData("abd", false)]
    public void Expected_bytes_come_in_their_order_with_anything_between(string received, bool suffices) =>
        Assert.Equal(suffices, new TcpProbe(Bytes(""), new([Bytes("ab"), Bytes("cd")])).IsSatisfiedBy([.. Bytes(received)]));

    [Fact]
    public void Probes_compare_by_content() => Assert.Equal(
        new TcpProbe(Bytes("a"), new([Bytes("b")])), new TcpProbe(Bytes("a"), new([Bytes("b")])));

    private static EquatableList<byte> Bytes(string text) => new([.. text.Select(letter => (byte)letter)]);
}
