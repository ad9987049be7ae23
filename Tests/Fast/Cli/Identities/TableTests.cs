using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Identities;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Identities;

/// <summary>What people see of identities.</summary>
public sealed class TableTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Certificates() => Assert.Equal(
        """
        SERVICE   SPIFFE ID                                   SERIAL            LEFT   ROTATES       ISSUER  SIGNED BY
        orders    spiffe://shop.local/ns/default/sa/orders    7f2109aa01bc0000  3h59m  in 1h59m      root-2  a:15011
        payments  spiffe://shop.local/ns/default/sa/payments  03aa5e00ff000000  1h02m  overdue       root-2  b:15011
        payments  spiffe://shop.local/ns/default/sa/payments  02aa5e00ff000000  1h02m  not believed  root-1  b:15011
        """,
        string.Join('\n', CertificateListRun.Table(new CertificateListShape("v", "k", [],
        [
            new("orders", "spiffe://shop.local/ns/default/sa/orders", "7f2109aa01bc0000", Now, Now.AddHours(4).AddMinutes(-1), Now.AddHours(2).AddMinutes(-1), "root-2", "a:15011"),
            new("payments", "spiffe://shop.local/ns/default/sa/payments", "03aa5e00ff000000", Now, Now.AddMinutes(62), Now.AddMinutes(-1), "root-2", "b:15011"),
            new("payments", "spiffe://shop.local/ns/default/sa/payments", "02aa5e00ff000000", Now, Now.AddMinutes(62), Now.AddMinutes(-1), "root-1", "b:15011") { IsBelieved = false },
        ]), Now).Lines()));

    [Fact]
    public void Tokens() => Assert.Equal(
        """
        TOKEN             STATE  LEFT  AUTHOR  SPIFFE ID
        00112233445566aa  live   9m    ann@a   spiffe://shop.local/ns/default/sa/orders
        00112233445566bb  used   -     -       spiffe://shop.local/ns/default/sa/orders
        """,
        string.Join('\n', TokenListRun.Table(new TokenListShape("v", "k",
        [
            new("00112233445566aa", "spiffe://shop.local/ns/default/sa/orders", "live", Now, Now.AddMinutes(9), null, "ann@a"),
            new("00112233445566bb", "spiffe://shop.local/ns/default/sa/orders", "used", Now, Now.AddMinutes(9), Now, ""),
        ], 0), Now).Lines()));

    [Fact]
    public void Roots() => Assert.Equal(
        """
        ROOT    STATE     LEFT  SHA-256           SUBJECT
        root-2  prepared  365d  bbbbbbbbbbbbbbbb  CN=mesh, below CN=corp (imported)
        root-1  signs     100d  aaaaaaaaaaaaaaaa  CN=root 1
        """,
        string.Join('\n', RootRun.Table(new RootListShape("v", "k", "shop.local", 2, null,
        [
            new("root-2", "prepared", true, "CN=corp", "CN=mesh", "01", Now, Now.AddDays(365), new string('b', 64), ""),
            new("root-1", "signs", false, "CN=root 1", "CN=root 1", "02", Now, Now.AddDays(100), new string('a', 64), ""),
        ]), Now).Lines()));
}
