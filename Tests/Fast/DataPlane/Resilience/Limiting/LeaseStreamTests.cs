using System.Net;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Runtime.Contracts.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Limiting;

public sealed class LeaseStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource<(string Reason, bool IsForeign)> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_server_that_serves_no_leases_is_known_as_such()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        await using var web = builder.Build();
        await web.StartAsync();

        Assert.True((await Ended(new Uri(web.Urls.First()).Authority)).IsForeign);
    }

    [Fact]
    public async Task One_that_is_not_there_is_not_taken_for_a_foreign_one()
    {
        var (reason, isForeign) = await Ended("127.0.0.1:1");

        Assert.False(isForeign);
        Assert.StartsWith("127.0.0.1:1: ", reason, StringComparison.Ordinal);
    }

    private async Task<(string Reason, bool IsForeign)> Ended(string server)
    {
        using var stream = LeaseStream.To(server, tls: null)(new LeaseEvents(_ => { }, (reason, isForeign) => _ended.TrySetResult((reason, isForeign))));
        stream.TryAsk(new LeaseAsk());
        return await _ended.Task.WaitAsync(Patience);
    }
}
