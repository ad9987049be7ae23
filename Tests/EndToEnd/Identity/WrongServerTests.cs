using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Security;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Somebody else answers where a service should, as OpenSSL's own program plays it.</summary>
[Collection(nameof(GuardedCollection))]
public sealed class WrongServerTests(GuardedMesh mesh)
{
    public static TheoryData<string> Servers => [.. BadPeer.All.Where(peer => peer.Forge is not null).Select(peer => peer.Name)];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task It_gets_no_request_and_the_client_learns_why(string name)
    {
        var peer = BadPeer.Of(name);
        await using var server = await OpenSsl.Serve(mesh.Fake, mesh.Files(peer)!);
        await using var client = await WireConnection.Connect(mesh.FakeOutbound);

        var answer = await client.Ask($"GET /{name.Replace(' ', '-')} HTTP/1.1\r\nHost: fake\r\n\r\n");

        Assert.True(answer.Status == 503, $"{answer}\n{await mesh.Requests("strict")}");
        Assert.Equal("UF", LocalReply.FlagOf(answer));
        var told = await mesh.Requests("strict");
        Assert.Contains("TLS_error", told, StringComparison.Ordinal);
        Assert.Contains(peer.Said.Replace("'", "\\u0027", StringComparison.Ordinal), told, StringComparison.Ordinal);
    }
}
