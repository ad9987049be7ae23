using System.Net;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

/// <summary>What the control API shows, and to whom.</summary>
public sealed class ControlGateTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("gate-").FullName;
    private readonly TestAuthority _authority = new(Now);
    private readonly ApiToken _token;

    public ControlGateTests() => _token = ApiToken.Keep(_folder, _folder, 15014, new TrustBundle(TestAuthority.Domain, [_authority.Certificate], sequence: 1));

    [Theory]
    [InlineData("10.0.0.1", "/ready", false, null)]
    [InlineData("10.0.0.1", "/metrics", false, 401)]
    [InlineData("10.0.0.1", "/v1/status", false, 401)]
    [InlineData("10.0.0.1", "/", false, 401)]
    [InlineData("10.0.0.1", "/metrics", true, null)]
    [InlineData("127.0.0.1", "/metrics", false, null)]
    [InlineData("127.0.0.1", "/v1/status", false, null)]
    public void From_other_machines_readiness_alone_is_seen_without_the_token(string reached, string path, bool hasToken, int? status)
    {
        var http = new DefaultHttpContext { Connection = { LocalIpAddress = IPAddress.Parse(reached) }, Request = { Method = "GET", Host = new HostString(reached) } };
        if (hasToken) http.Request.Headers.Authorization = $"Bearer {_token.Text}";
        var isOpen = ControlApi.Endpoints(context: null!).Single(endpoint => endpoint.Path == path).IsOpen;

        Assert.Equal(status, new ControlGate(_token).Check(http.Request, isOpen)?.Status);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
