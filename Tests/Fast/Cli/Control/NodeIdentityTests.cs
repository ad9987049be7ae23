using System.Net;
using ActorMesh.Cli.Control;
using ActorMesh.Cli.Control.Settings;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Membership;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

public sealed class NodeIdentityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actormesh-node-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_start_without_the_key_of_a_mesh_leaves_none_of_its_own_behind()
    {
        await Open("sixteen letters!");

        var refused = await Assert.ThrowsAsync<MemberException>(() => Open(passphrase: null));

        Assert.Contains("every control node needs the key", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles("sealing.key*"));
        await Open("sixteen letters!");
    }

    private Task<NodeIdentity> Open(string? passphrase)
    {
        var anyPort = new IPEndPoint(IPAddress.Loopback, 0);
        var journal = Path.Combine(_folder.FullName, "journal.db");
        return NodeIdentity.Open(
            new ControlOptions("one", "127.0.0.1", 0, Advertise: null, Join: [], anyPort, anyPort, journal, Mesh: null, LocalOffset: null, _folder.FullName)
            {
                Sealing = new SealingSource(null, null, passphrase, "sealing.key"),
            },
            _ => { },
            TimeProvider.System);
    }
}
