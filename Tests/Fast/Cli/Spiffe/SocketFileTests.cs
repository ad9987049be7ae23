using System.Net.Sockets;
using ActorMesh.Cli.Spiffe;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Spiffe;

public sealed class SocketFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("socket-").FullName;

    private string Inner => Path.Combine(_folder, "inner");

    private string At => Path.Combine(Inner, "api.sock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_open_to_its_owner_and_group_and_goes_when_it_is_closed()
    {
        using (SocketFile.Listen(At))
        {
            if (OperatingSystem.IsWindows()) return;
            const UnixFileMode Both = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
            Assert.Equal(Both, File.GetUnixFileMode(At));
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Inner) & (UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute));
            using var caller = Connect();
        }
        Assert.False(File.Exists(At));
        SocketFile.Listen(At).Dispose();
    }

    [Fact]
    public void A_folder_that_is_gone_does_not_disturb_its_end()
    {
        using var file = SocketFile.Listen(At);
        Directory.Delete(Inner, recursive: true);
    }

    [Fact]
    public void One_that_lives_is_not_taken()
    {
        using var first = SocketFile.Listen(At);
        Refused("another sidecar listens at");
        using var caller = Connect();
    }

    [Fact]
    public void One_of_another_program_that_lives_is_not_taken()
    {
        Directory.CreateDirectory(Inner);
        using var foreign = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        foreign.Bind(new UnixDomainSocketEndPoint(At));
        foreign.Listen(0);
        // The second finds no room for more callers: it lives all the same.
        Refused("another process listens at");
        Refused("another process listens at");
    }

    [Fact]
    public void One_that_was_left_behind_is_replaced()
    {
        Directory.CreateDirectory(Inner);
        var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var aside = Path.Combine(Inner, "aside");
        dead.Bind(new UnixDomainSocketEndPoint(aside));
        File.Move(aside, At); // Where whoever closes it does not find it.
        dead.Dispose();
        Assert.True(File.Exists(At));
        using var file = SocketFile.Listen(At);
        using var caller = Connect();
    }

    [Fact]
    public void A_file_that_is_none_stays()
    {
        Directory.CreateDirectory(Inner);
        File.WriteAllText(At, "kept");
        Refused("is there already and no socket");
        Assert.Equal("kept", File.ReadAllText(At));
        File.Delete(At);
        File.WriteAllText($"{At}.aside", "kept");
        File.CreateSymbolicLink(At, $"{At}.aside");
        Refused("is there already and no socket");
    }

    [Theory]
    [InlineData(0b111_111_111)]
    [InlineData(0b111_111_000)]
    [InlineData(0b111_000_010)]
    public void A_folder_in_which_others_may_put_another_is_none_for_it(int mode)
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(Inner);
        File.SetUnixFileMode(Inner, (UnixFileMode)mode);
        Refused("chmod go-w");
        File.SetUnixFileMode(Inner, (UnixFileMode)0b111_101_101);
        SocketFile.Listen(At).Dispose();
    }

    [Fact]
    public void A_folder_of_another_user_is_none_for_it()
    {
        Directory.CreateDirectory(Inner);
        Assert.True(FileOwner.IsTrusted(Inner));
        Assert.True(FileOwner.IsTrusted("/"));
        if (!Environment.IsPrivilegedProcess) return; // Nobody else may give a folder away.
        using var given = System.Diagnostics.Process.Start("chown", ["12345", Inner]);
        given.WaitForExit();
        Refused("the owner of");
    }

    [Fact]
    public void A_lock_that_is_a_link_is_not_followed()
    {
        Directory.CreateDirectory(Inner);
        File.CreateSymbolicLink($"{At}.lock", Path.Combine(_folder, "elsewhere"));
        Refused("is a link");
        Assert.False(File.Exists(Path.Combine(_folder, "elsewhere")));
    }

    [Fact]
    public void A_path_that_is_too_long_is_refused_with_its_limit() =>
        Assert.Contains("107", Assert.Throws<IOException>(() => SocketFile.Listen(Path.Combine(_folder, new string('a', 108)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Who_connects_is_known()
    {
        using var file = SocketFile.Listen(At);
        using var caller = Connect();
        using var accepted = file.Socket.Accept();
        var peer = SocketPeer.Of(accepted);
        Assert.Equal(Environment.ProcessId, peer.ProcessId);
        Assert.Equal(SocketPeer.Of(file.Socket), peer);
    }

    private Socket Connect()
    {
        var caller = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        caller.Connect(new UnixDomainSocketEndPoint(At));
        return caller;
    }

    private void Refused(string why) => Assert.Contains(why, Assert.Throws<IOException>(() => SocketFile.Listen(At)).Message, StringComparison.Ordinal);
}
