using ActorMesh.Cli.Up;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Up;

public sealed class DrainOrderTests
{
    [Fact]
    public void Callers_end_before_those_they_call() => Assert.Equal("frontend | orders | inventory payments", Order(
        """
        inventory { port = 8082 }
        orders { port = 8081, calls = [inventory, payments] }
        frontend { port = 8080, expose = "/", calls = [orders] }
        payments { port = 8083 }
        """));

    [Fact]
    public void Where_requests_enter_ends_first_even_if_others_call_it() => Assert.Equal("api | batch | store", Order(
        """
        batch { port = 1001, calls = [api, store] }
        api { port = 1002, expose = "/", calls = [store] }
        store { port = 1003 }
        """));

    [Fact]
    public void A_circle_ends_where_the_file_begins() => Assert.Equal("a | b | c", Order(
        """
        a { port = 1001, calls = [b] }
        b { port = 1002, calls = [c, a] }
        c { port = 1003, calls = [b] }
        """));

    private static string Order(string services) =>
        string.Join(" | ", DrainOrder.Of(Meshes.Of(services)).Select(step => string.Join(' ', step)));
}
