using System.Net;
using System.Net.Http;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Somebody lost a key: whose it was is denied, while its connections are open.</summary>
public sealed class DenialTests
{
    private const string Web = "spiffe://shop.local/ns/default/sa/web";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Its_open_connections_end_and_it_is_let_in_nowhere_until_it_is_allowed_whoever_restarts_meanwhile()
    {
        await using var mesh = await IssuingMesh.Start();
        await using var load = new SteadyLoad(mesh.Outbound, 50);
        await load.Answered(50);
        Assert.Equal(0, load.Answers.Failed);

        await mesh.Control.Deny(Web);
        await Eventually.Holds("it is let in no more", async () => await Status(mesh) == HttpStatusCode.ServiceUnavailable && await Active(mesh.Callee) == 0, Patience).Explained(() => mesh.Output);
        await Eventually.Holds("both logs say why", () => mesh.Callee.Output.Contains($"{Web} is denied in this mesh", StringComparison.Ordinal) && mesh.Caller.Output.Contains($"{Web} is denied in this mesh", StringComparison.Ordinal), Patience)
            .Explained(() => mesh.Output);
        Assert.Contains(Web, await mesh.Control.Get("/v1/denied"), StringComparison.Ordinal);

        // What was known last holds without a control plane, and what was written holds after it.
        await mesh.Control.Kill();
        await mesh.Callee.Crash();
        await mesh.Callee.StartAgain();
        await mesh.Callee.IsReady();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(mesh));
        await mesh.Control.Start();
        await Eventually.Holds("the journal is read again", async () => (await mesh.Control.Get("/v1/denied")).Contains(Web, StringComparison.Ordinal), Patience);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(mesh));

        await mesh.Control.Allow(Web);
        await Eventually.Holds("it is let in again", async () => await Status(mesh) == HttpStatusCode.OK, TimeSpan.FromSeconds(40)).Explained(() => mesh.Output);
    }

    private static async Task<HttpStatusCode> Status(IssuingMesh mesh)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{mesh.Outbound}/"));
        return answer.StatusCode;
    }

    /// <summary>Connections that its inbound listener has.</summary>
    private static async Task<int> Active(FollowingSidecar sidecar) =>
        (await sidecar.Json("/listeners")).EnumerateArray().Where(listener => listener.GetProperty("name").GetString() == "inbound").Sum(listener => listener.GetProperty("connections").GetProperty("active").GetInt32());
}
