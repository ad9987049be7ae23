using System.Security.Cryptography;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using Status = Grpc.Core.Status;

namespace ActorMesh.Tests.Fast.DataPlane.Identity;

public sealed class IdentityActorTests : IdentityActorRig
{
    [Fact]
    public void By_its_token_it_is_let_in_and_the_token_goes()
    {
        File.WriteAllText(TokenPath, Token);
        Start();
        Until(() => Taken.Count == 1);
        Assert.Equal("spiffe://shop.local/ns/default/sa/orders", $"{Taken[0].Id}");
        Assert.Equal([Token], Asked);
        Assert.False(File.Exists(TokenPath));
        Assert.True(Taken[0].Tls.Certificate.HasPrivateKey);
    }

    [Fact]
    public void At_half_of_its_life_it_asks_for_the_next_with_another_key()
    {
        File.WriteAllText(TokenPath, Token);
        Start();
        Until(() => Taken.Count == 1);
        Clock.Advance(TimeSpan.FromHours(1.7));
        Advance(TimeSpan.FromSeconds(11));
        Assert.Single(Taken);
        Clock.Advance(TimeSpan.FromHours(0.6));
        AdvanceUntil(() => Standing.Renewals == 2);
        Assert.Equal([Token, null], Asked);
        Assert.NotEqual(Taken[0].Tls.Certificate.GetPublicKeyString(), Taken[1].Tls.Certificate.GetPublicKeyString());
    }

    [Fact]
    public void While_nobody_answers_it_keeps_what_it_has_and_is_ever_louder()
    {
        File.WriteAllText(TokenPath, Token);
        Start();
        Until(() => Taken.Count == 1);
        Answer = _ => throw new RpcException(new Status(StatusCode.Unavailable, "nobody leads"));
        Clock.Advance(TimeSpan.FromHours(3.1));
        AdvanceUntil(() => Reported<IdentityReport.NearEnd>() >= 1 && Standing.LastError == "Unavailable: nobody leads");
        Assert.Equal(1, Reported<IdentityReport.Failed>());
        Clock.Advance(TimeSpan.FromHours(0.6));
        AdvanceUntil(() => Reported<IdentityReport.NearEnd>() >= 2);
        Assert.Equal(0, Reported<IdentityReport.Expired>());
        Clock.Advance(TimeSpan.FromHours(0.4));
        AdvanceUntil(() => Reported<IdentityReport.Expired>() == 1);
        Assert.Single(Taken);
        // And it comes back by the next token.
        Answer = Issue;
        File.WriteAllText(TokenPath, $"{Token}");
        AdvanceUntil(() => Taken.Count == 2);
    }

    [Fact]
    public void A_token_that_lets_nobody_in_is_not_tried_again()
    {
        File.WriteAllText(TokenPath, Token);
        Answer = _ => throw new RpcException(new Status(StatusCode.PermissionDenied, "it was used"));
        Start();
        Until(() => Reported<IdentityReport.Failed>() == 1);
        for (var i = 0; i < 20; i++) Advance(TimeSpan.FromSeconds(5));
        Assert.Single(Asked);
        Assert.Equal("PermissionDenied: it was used", Standing.LastError);
        Answer = Issue;
        File.WriteAllText(TokenPath, Token.Replace("secret", "another", StringComparison.Ordinal));
        AdvanceUntil(() => Taken.Count == 1);
    }

    [Fact]
    public void Whose_answer_is_lost_asks_again_with_the_very_same_request()
    {
        List<byte[]> requests = [];
        File.WriteAllText(TokenPath, Token);
        Answer = ask =>
        {
            lock (requests) requests.Add(ask.Request);
            return requests.Count < 3 ? throw new RpcException(new Status(StatusCode.Unavailable, "cut")) : Issue(ask);
        };
        Start();
        AdvanceUntil(() => Taken.Count == 1);
        Clock.Advance(TimeSpan.FromHours(2.3));
        AdvanceUntil(() => Taken.Count == 2);
        Assert.Equal((requests[0], requests[1]), (requests[1], requests[2]));
        Assert.NotEqual(requests[2], requests[3]);
    }

    [Fact]
    public void A_start_without_a_control_plane_has_what_was_kept()
    {
        File.WriteAllText(TokenPath, Token);
        var first = Start();
        Until(() => Taken.Count == 1);
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);
        Answer = _ => throw new RpcException(new Status(StatusCode.Unavailable, "down"));
        Start();
        Until(() => Taken.Count == 2);
        Assert.Equal(Taken[0].Tls.Certificate.Thumbprint, Taken[1].Tls.Certificate.Thumbprint);
        Assert.Single(Asked);
        Assert.True(Taken[1].Tls.Certificate.HasPrivateKey);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "state", "identity.good")));
    }

    [Fact]
    public void What_was_kept_of_another_mesh_goes_when_there_is_a_token()
    {
        File.WriteAllText(TokenPath, Token);
        var first = Start();
        Until(() => Taken.Count == 1);
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);
        using var other = new TestAuthority(Clock.GetUtcNow(), "CN=other");
        Answer = ask => Issue(ask, other);
        File.WriteAllText(TokenPath, $"am1.x.{System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(other.Certificate.RawDataMemory.Span))}");
        Start();
        Until(() => Taken.Count == 2);
        Assert.NotEqual(Taken[0].Tls.Certificate.Thumbprint, Taken[1].Tls.Certificate.Thumbprint);
    }

    [Fact]
    public void That_the_token_is_to_come_yet_is_said_once_and_is_no_alarm()
    {
        Start();
        Until(() => Reported<IdentityReport.Waiting>() == 1);
        File.WriteAllText(TokenPath, Token);
        AdvanceUntil(() => Taken.Count == 1);
        Assert.Equal((1, 0, 0), (Reported<IdentityReport.Waiting>(), Reported<IdentityReport.Remark>(), Reported<IdentityReport.Failed>()));
    }

    [Fact]
    public void A_token_is_not_used_before_there_is_room_for_what_it_brings()
    {
        File.WriteAllText(TokenPath, Token);
        File.WriteAllText(Path.Combine(Folder, "state"), "in the way");
        Start();
        Until(() => Reported<IdentityReport.Failed>() == 1);
        Assert.Contains("the token is not used before what it brings can be kept", Standing.LastError, StringComparison.Ordinal);
        Assert.Empty(Asked);
        Assert.True(File.Exists(TokenPath));

        File.Delete(Path.Combine(Folder, "state"));
        AdvanceUntil(() => Taken.Count == 1);
        Assert.Equal(["identity.good"], Directory.GetFiles(Path.Combine(Folder, "state")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_that_others_may_read_holds_no_key()
    {
        if (OperatingSystem.IsWindows()) return;
        var state = Directory.CreateDirectory(Path.Combine(Folder, "state"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(state.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        File.WriteAllText(TokenPath, Token);
        Start();
        Until(() => Reported<IdentityReport.Failed>() == 1);
        Assert.Empty(state.GetFiles());
        Assert.Contains("chmod go-rwx", Standing.LastError, StringComparison.Ordinal);
        File.SetUnixFileMode(state.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        AdvanceUntil(() => Taken.Count == 1);
    }

    [Fact]
    public void An_answer_for_another_key_is_none()
    {
        File.WriteAllText(TokenPath, Token);
        using var key = WorkloadKey.Create();
        Answer = _ => Issue(new IdentityAsk(key.Request(), null));
        Start();
        Until(() => Reported<IdentityReport.Failed>() == 1);
        Assert.Empty(Taken);
    }

    [Fact]
    public void Where_another_identity_speaks_for_it_no_token_is_asked_for_and_nothing_is_kept()
    {
        File.WriteAllText(TokenPath, Token);
        Sys.ActorOf(IdentityActor.Props(new IdentityContext(null, null, Ask, svid => Taken.Add(svid), _ => { }, _ => { }, Clock, new Random(1)) { IsByIdentity = true }));
        Until(() => Taken.Count == 1);
        Clock.Advance(TimeSpan.FromHours(2.3));
        AdvanceUntil(() => Taken.Count == 2);
        // Nor when it has ended.
        Clock.Advance(TimeSpan.FromHours(5));
        AdvanceUntil(() => Taken.Count == 3);
        Assert.Equal([null, null, null], Asked);
        Assert.False(Directory.Exists(Path.Combine(Folder, "state")));
    }
}
