using System.Net.Sockets;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

/// <summary>A read stops at urgent data although more lies behind it; the byte itself is not part of the stream.</summary>
public sealed class UrgentDataTests
{
    [Theory]
    [MemberData(nameof(DriverFixture.Drivers), MemberType = typeof(DriverFixture))]
    public async Task What_lies_behind_urgent_data_is_read_at_once(string driver)
    {
        using var fixture = new DriverFixture(driver);
        for (var i = 0; i < 50; i++)
        {
            fixture.Peer.Send("before"u8);
            fixture.Peer.Send("!"u8, SocketFlags.OutOfBand);
            fixture.Peer.Send("behind"u8);
            Assert.Equal("beforebehind"u8.ToArray(), await fixture.Read(12, pieceBytes: 64));
        }
    }
}
