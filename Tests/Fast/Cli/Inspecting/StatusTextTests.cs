using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Inspecting;
using ActorMesh.Cli.Terminals;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Inspecting;

public sealed class StatusTextTests
{
    [Fact]
    public void Each_proxy_is_shown_with_each_type_and_what_to_do_next()
    {
        var status = Statuses.Of(
            Statuses.Proxy("frontend-0", "synced", 7),
            Statuses.Proxy("orders-0", "stale", 6, types: [Statuses.Type("CDS", "synced", 7, 7, null, 53), Statuses.Type("LDS", "synced", 7, 7, null, 53), Statuses.Type("RDS", "stale", 6, 7, null, 41)]),
            Statuses.Proxy("payments-0", "nack", 6, types: [Statuses.Type("CDS", "synced", 7, 7, null, 240), Statuses.Type("RDS", "nack", 6, 7, "AM0204: route 'place' splits to 'v3'", 240)]),
            Statuses.Proxy("inventory-1", "lost", 0));
        Assert.Equal(
            """
            NAME         SERVICE    ZONE  CDS     LDS     RDS          EDS     CONFIG  AGE  VERSION
            frontend-0   frontend   a     SYNCED  SYNCED  SYNCED       SYNCED  7       12s  0.1.0
            inventory-1  inventory  a     -       -       -            -       -       -    LOST 2m
            orders-0     orders     a     SYNCED  SYNCED  STALE 41s    -       6       41s  0.1.0
            payments-0   payments   a     SYNCED  -       NACK AM0204  -       6       4m   0.1.0
            1 of 4 in sync.  next: actormesh diff payments-0
            mesh: version 7 (epoch 2), applied 4m ago by me@box: shorter
            control: 2 of 3 nodes up, 10.0.0.1:25520 leads; 10.0.0.3:25520 unreachable

            """, Text(status));
    }

    [Fact]
    public void Who_is_no_endpoint_is_named_with_the_reason() => Assert.EndsWith(
        "b-1 is no endpoint: the mesh has no service 'b'\n",
        Text(Statuses.Of(Statuses.Proxy("b-1", "synced", 7) with { RegistrationProblem = "the mesh has no service 'b'" })), StringComparison.Ordinal);

    [Fact]
    public void Who_still_lets_in_plain_connections_is_named_with_when_that_was_last() => Assert.EndsWith(
        "b-1 let in 1 connection without mutual TLS, the last 3m ago; until that ends, mtls.mode = strict would lock somebody out\n",
        Text(Statuses.Of(Statuses.Proxy("b-1", "synced", 7) with { Plain = new ProxyShape.PlainShape(1, Statuses.Now.AddMinutes(-3)) })), StringComparison.Ordinal);

    [Fact]
    public void Nothing_yet_says_what_to_do()
    {
        var status = Statuses.Of() with { Mesh = PublicationShape.Nothing, Members = [] };
        Assert.Equal(
            """
            no proxy is connected.  next: actormesh sidecar --xds HOST:PORT --service NAME
            mesh: nothing was applied yet.  next: actormesh apply FILE
            control: 0 of 0 nodes up, nobody leads

            """, Text(status));
    }

    [Fact]
    public void A_canary_and_what_is_wrong_have_lines_of_their_own()
    {
        var status = Statuses.Of(Statuses.Proxy("a", "synced", 7));
        var canary = new RevisionShape(8, 2, "", "me@box", null, Statuses.Now.AddSeconds(-30), null);
        var text = Text(status with { Mesh = status.Mesh with { Canary = canary, CanaryPercent = 10, RolloutNote = "1 of 1 went well" }, Notes = ["nobody answers"] });
        Assert.Contains("canary: version 8 for 10% since 30s; 1 of 1 went well\n", text);
        Assert.EndsWith("nobody answers\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void How_far_the_newest_version_is_and_who_gets_nothing_is_said()
    {
        var status = Statuses.Of(Statuses.Proxy("a", "synced", 7) with { Problem = "the mesh has no service paymens" }) with
        {
            Spread = new SpreadShape(7, 5, 3, ["b", "c"], 0, 170, 200, 220),
        };
        var text = Text(status);
        Assert.Contains("spread: version 7 runs on 5 of 8, half of them within 170 ms, the last after 220 ms; waits for b, c and 1 more\n", text);
        Assert.Contains("a gets nothing new: the mesh has no service paymens\n", text);
    }

    [Fact]
    public void Wide_names_the_control_node_of_each()
    {
        using var data = new StringWriter { NewLine = "\n" };
        new StatusText(Statuses.Of(Statuses.Proxy("a", "synced", 7)), isWide: true, new Paint(IsWanted: false)).Write(data);
        Assert.Contains("AGE  NODE            VERSION\n", data.ToString());
    }

    private static string Text(StatusShape status)
    {
        using var data = new StringWriter { NewLine = "\n" };
        new StatusText(status, isWide: false, new Paint(IsWanted: false)).Write(data);
        return data.ToString();
    }
}
