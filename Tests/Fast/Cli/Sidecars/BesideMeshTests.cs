using ActorMesh.Cli.Sidecars;
using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Sidecars;

public sealed class BesideMeshTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-beside-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_that_a_mesh_names_are_looked_for_beside_it()
    {
        var pair = new PemPair();
        File.WriteAllText(Path.Combine(_folder, "shop.pem"), pair.Certificate);
        File.WriteAllText(Path.Combine(_folder, "shop.key"), pair.Key);
        var mesh = Path.Combine(_folder, "mesh.conf");
        File.WriteAllText(mesh, """mesh { name = shop, defaults.mtls.mode = off }, services { web { port = 8080, expose { tls-cert = shop.pem, tls-key = shop.key } } }""");
        var reading = new MeshFile(mesh, "web", Placement.AsWritten).Read();

        Assert.Empty(reading.Diagnostics);
        var secrets = LoadedSecrets.Read(SecretSources.Of(reading.Bootstrap!), PemPair.Begin.AddDays(1));
        Assert.Empty(secrets.Problems);
        Assert.Equal(pair.Sha256, Assert.Single(secrets.Secrets.Values).Identity!.Certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256));
    }
}
