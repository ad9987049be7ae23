using System.Net;
using ActorMesh.Tests.EndToEnd.Rig.Networks;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

public sealed class PostgresServerTests
{
    [NetworkFact]
    public async Task It_answers_whoever_knows_the_password()
    {
        await using var server = await PostgresServer.Start(new IPEndPoint(IPAddress.Loopback, FreePorts.Take()));

        var answer = await Command.Run("psql", [server.Url, "-tAc", "select 6 * 7"]);

        Assert.Equal("42", answer.Output.Trim());
    }
}
