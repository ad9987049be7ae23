using ActorMesh.DataPlane;
using System.Net;
using ActorMesh.DataPlane.Endpoints.Probing;
using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Endpoints.Probing;

/// <summary>Questions over real sockets of loopback; only the time is not real.</summary>
public sealed class ProberTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly HttpProbe Http = new("GET", "orders", "/up?a=%2F/../b");

    private readonly FakeTimeProvider _clock = new();
    private readonly AnsweringUpstream _upstream = new(AnsweringUpstream.Status(200));

    public void Dispose() => _upstream.Dispose();

    [Fact]
    public async Task It_sends_what_it_was_told_to_and_says_who_it_is()
    {
        using var prober = Prober(Http);
        Assert.Equal(new ProbeResult(ProbeEnd.Passed, "status 200"), await prober.Ask(default));
        var request = Assert.Single(_upstream.Heard);
        Assert.StartsWith("GET /up?a=%2F/../b HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Host: orders\r\n", request, StringComparison.Ordinal);
        Assert.Contains("User-Agent: ActorMesh/HC\r\n", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "", ProbeEnd.Failed, "status 503")]
    [InlineData(302, "location: /\r\n", ProbeEnd.Failed, "status 302")]
    [InlineData(200, "x-envoy-degraded: true\r\n", ProbeEnd.Degraded, "status 200")]
    public async Task The_answer_is_judged(int status, string headers, ProbeEnd end, string why)
    {
        _upstream.Answer = AnsweringUpstream.Status(status, headers);
        using var prober = Prober(Http);
        Assert.Equal(new ProbeResult(end, why), await prober.Ask(default));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public async Task The_connection_is_kept_if_so_configured(bool reuses, int connections)
    {
        using var prober = Prober(Http, reuses);
        for (var i = 0; i < 3; i++) Assert.True((await prober.Ask(default)).HasPassed);
        Assert.Equal(connections, _upstream.Accepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_answer_in_time_is_none_and_closes_the_connection(bool isHttp)
    {
        _upstream.Answer = null;
        using var prober = Prober(isHttp ? Http : new TcpProbe(Bytes("ping"), new([Bytes("pong")])));
        var asking = prober.Ask(default);
        Assert.True(SpinWait.SpinUntil(() => !_upstream.Heard.IsEmpty, Patience));
        Assert.False(asking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new ProbeResult(ProbeEnd.NoAnswer, "no answer within 1 s"), await asking);
        Assert.True(SpinWait.SpinUntil(() => _upstream.Open == 0, Patience));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_there_is_no_answer(bool isHttp)
    {
        using var nobody = Loopback.Bind();
        using var prober = ActorMesh.DataPlane.Endpoints.Probing.Prober.For(
            Settings(isHttp ? Http : TcpProbe.ConnectOnly), (IPEndPoint)nobody.LocalEndPoint!, security: null, _clock);
        var result = await prober.Ask(default);
        Assert.Equal(ProbeEnd.NoAnswer, result.End);
        Assert.Contains("refused", result.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_HTTP_is_no_answer()
    {
        _upstream.Answer = "220 smtp\r\n";
        using var prober = Prober(Http);
        Assert.Equal(ProbeEnd.NoAnswer, (await prober.Ask(default)).End);
    }

    [Fact]
    public async Task A_connection_is_enough_where_no_bytes_are_configured()
    {
        using var prober = Prober(TcpProbe.ConnectOnly);
        Assert.Equal(new ProbeResult(ProbeEnd.Passed, "connected"), await prober.Ask(default));
        Assert.Empty(_upstream.Heard);
        Assert.True(SpinWait.SpinUntil(() => _upstream is { Accepted: 1, Open: 0 }, Patience));
    }

    [Fact]
    public async Task Bytes_are_sent_and_waited_for()
    {
        _upstream.Answer = "+pong\r\n";
        using var prober = Prober(new TcpProbe(Bytes("ping"), new([Bytes("po"), Bytes("ng")])));
        Assert.True((await prober.Ask(default)).HasPassed);
        Assert.True((await prober.Ask(default)).HasPassed);
        Assert.Equal((1, 2), (_upstream.Accepted, _upstream.Heard.Count));
    }

    private static HealthCheckSettings Settings(HealthProbe probe) => new(probe, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    private static EquatableList<byte> Bytes(string text) => new([.. text.Select(letter => (byte)letter)]);

    private Prober Prober(HealthProbe probe, bool reuses = true) =>
        ActorMesh.DataPlane.Endpoints.Probing.Prober.For(Settings(probe) with { ReusesConnection = reuses }, _upstream.Address, security: null, _clock);
}
