using ActorMesh.Cli.Traffic;
using ActorMesh.Cli.Up;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Up;

public sealed class MeshTableTests
{
    [Fact]
    public void Numbers_stand_at_the_right_and_the_rest_at_the_left() => Assert.Equal(
        """
        SERVICE   STATE            RPS  SUCCESS    P95  LISTENERS                            ADMIN
        frontend  ready           50.0  100.00%  3.2ms  in 8080  orders 20001  ingress 8000  http://127.0.0.1:15000
        orders    starting           -        -      -  in 8081                              http://127.0.0.1:15001
        payments  restarting (2)   0.0   99.99%  140ms  in 8083                              http://127.0.0.1:15003
        slow      ready            1.5    0.00%    12s  in 8084                              http://127.0.0.1:15004
        traffic 50/s to http://127.0.0.1:8000/: 499 ok, 1 failed, 0 late

        """,
        MeshTable.Of(View()));

    private static MeshView View() => new(
        [
            Row("frontend", "ready", new ServiceFigures(49.96, 1, TimeSpan.FromMilliseconds(3.2)), "in 8080  orders 20001  ingress 8000", 15000),
            Row("orders", "starting", ServiceFigures.Unknown, "in 8081", 15001),
            Row("payments", "restarting (2)", new ServiceFigures(0, 0.99999, TimeSpan.FromMilliseconds(140.4)), "in 8083", 15003),
            Row("slow", "ready", new ServiceFigures(1.5, 0, TimeSpan.FromSeconds(12)), "in 8084", 15004),
        ],
        new TrafficView("50/s", "http://127.0.0.1:8000/", new TrafficCount(499, 1, 0)));

    private static ServiceRow Row(string service, string state, ServiceFigures figures, string listeners, int admin) =>
        new(service, state, state == "ready", figures, listeners, $"http://127.0.0.1:{admin}");
}
