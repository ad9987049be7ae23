using ActorMesh.Cli.Admin;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Admin;

public sealed class AdminGateTests
{
    private static readonly IAdminEndpoint Look = new Endpoint("GET", "/look");
    private static readonly IAdminEndpoint Change = new Endpoint("POST", "/change");

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("[::1]")]
    public void A_loopback_host_may_look(string host) => Assert.Null(AdminGate.Check("GET", host, "", Look));

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("10.0.0.1")]
    [InlineData("[::2]")]
    [InlineData("")]
    public void Any_other_host_is_a_rebound_name_and_refused(string host)
    {
        Assert.Equal(403, AdminGate.Check("GET", host, "", Look)?.Status);
        Assert.Equal(403, AdminGate.Check("POST", host, "1", Change)?.Status);
    }

    [Fact]
    public void A_change_by_get_is_refused_and_told_how()
    {
        var refusal = AdminGate.Check("GET", "localhost", "", Change)!;
        Assert.Equal((405, "POST"), (refusal.Status, refusal.Allow));
        Assert.Equal("/change changes something: use POST, with the header X-ActorMesh-Admin: 1", refusal.Reason);
    }

    [Theory]
    [InlineData("", 403)]
    [InlineData("0", 403)]
    [InlineData("1,1", 403)]
    [InlineData("1", null)]
    public void A_change_needs_the_header(string header, int? status) => Assert.Equal(status, AdminGate.Check("POST", "localhost", header, Change)?.Status);

    [Theory]
    [InlineData("HEAD", null)]
    [InlineData("POST", 405)]
    [InlineData("DELETE", 405)]
    public void A_look_takes_get_and_head_alone(string method, int? status) => Assert.Equal(status, AdminGate.Check(method, "localhost", "1", Look)?.Status);

    [Fact]
    public void An_unknown_path_is_not_found() => Assert.Equal(404, AdminGate.Check("GET", "localhost", "", endpoint: null)?.Status);

    [Fact]
    public async Task A_refusal_says_why_in_its_body_and_what_is_allowed()
    {
        var api = new AdminApi([Look, Change]);
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Request.Host) = ("GET", "/change", new HostString("localhost", 15000));
        using var body = new MemoryStream();
        http.Response.Body = body;

        await api.Answer(http);

        Assert.Equal(405, http.Response.StatusCode);
        Assert.Equal("POST", http.Response.Headers.Allow);
        Assert.Equal("/change changes something: use POST, with the header X-ActorMesh-Admin: 1\n", System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }

    private sealed record Endpoint(string Method, string Path) : IAdminEndpoint
    {
        public string Summary => "";

        public Task Answer(HttpContext http) => Task.CompletedTask;
    }
}
