using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Fleet;

/// <summary>What docker-compose itself says about the files that <c>export compose</c> writes.</summary>
[Trait("Tier", "Fleet")]
public sealed class ComposeSyntaxTests
{
    // Names that YAML or compose could take for something else, an entrance with two replicas, an address that no container can have.
    private const string Odd = """
        mesh { name = odd, drain.grace = 1500ms, admin-port = 15555 }
        services {
          on { port = 8080, expose { path-prefix = "/", port = 8443 }, endpoints = ["on-1:8080", "on-2:8080"], calls = [8, db] }
          8 { port = 8081, endpoints = ["10.0.0.1:8081"] }
          db { port = 5432, protocol = tcp, endpoints-dns = db.internal }
        }
        """;

    [ContainersFact]
    public async Task The_file_of_the_repository_is_understood() => await Understood(Path.Combine(Repository.Root, "docker-compose.yml"));

    [ContainersFact]
    public async Task So_is_that_of_any_mesh()
    {
        using var folder = new TemporaryFolder("compose");
        var compose = folder.File("docker-compose.yml");
        var export = await Command.Run(Repository.Program, ["export", "compose", folder.Write("odd $mesh.conf", Odd), "--to", compose]);

        Assert.True(export.ExitCode == 0, export.ToString());
        await Understood(compose);
    }

    private static async Task Understood(string file)
    {
        foreach (var profile in (string[])["observability", "none"])
        {
            var result = await Command.Run("docker-compose", ["--file", file, "--profile", profile, "config", "--quiet"]);
            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.Equal("", result.Errors);
        }
    }
}
