using System.Net;
using System.Net.Sockets;
using ActorMesh.Cli.Up;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Up;

public sealed class PortCheckTests
{
    private static readonly IPEndPoint First = new(IPAddress.Loopback, 8080), Second = new(IPAddress.Loopback, 8081);

    [Fact]
    public void What_is_free_is_not_spoken_of() => Assert.Empty(Conflicts([new(First, "a"), new(Second, "b")], _ => null));

    [Fact]
    public void What_is_taken_is_named_with_who_wants_it_and_who_has_it() => Assert.Equal(
        ["127.0.0.1:8081 for the sidecar of orders (inbound): process 4711 (nginx) has it"],
        Conflicts([new(First, "a"), new(Second, "the sidecar of orders (inbound)")], address => address.Port == 8081 ? "taken" : null, _ => "process 4711 (nginx)"));

    [Fact]
    public void Where_nobody_can_tell_who_has_it_the_reason_stands() =>
        Assert.Equal(["127.0.0.1:8080 for a: permission denied"], Conflicts([new(First, "a")], _ => "permission denied"));

    [Fact]
    public void What_two_want_is_named_once() =>
        Assert.Equal(["127.0.0.1:8080 is wanted by a and b"], Conflicts([new(First, "a"), new(First, "b")], _ => "taken"));

    [Fact]
    public void A_port_that_is_really_taken_is_found_with_its_process()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var conflict = Assert.Single(PortCheck.Conflicts([new((IPEndPoint)taken.LocalEndpoint, "a")]));
        Assert.StartsWith($"{taken.LocalEndpoint} for a: ", conflict, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux()) Assert.Contains($"process {Environment.ProcessId} (", conflict, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_listeners_on_the_very_port_hold_it()
    {
        string[] table =
        [
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0000 100 0 0 10 0",
            "   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 0000 100 0 0 10 0",
            "   2: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 333 1 0000 100 0 0 10 0",
        ];
        Assert.Equal(["111"], PortHolder.InodesOf(table, 8080));
    }

    private static IEnumerable<string> Conflicts(IReadOnlyList<PortUse> uses, Func<IPEndPoint, string?> problem, Func<int, string?>? holder = null) =>
        PortCheck.Conflicts(uses, problem, holder ?? (_ => null));
}
