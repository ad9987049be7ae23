using System.Net.Sockets;
using System.Text;

namespace ActorMesh.Cli.Spiffe;

/// <summary>A Unix socket that listens, and the file that it is found by. It blocks on the disk.</summary>
/// <remarks>A lock beside it says whose it is: of two that start at once, neither takes the other's for one that was left behind.</remarks>
internal sealed class SocketFile : IDisposable
{
    /// <summary>Bytes that the kernel has room for.</summary>
    public const int PathBytesMax = 107;

    private const int Backlog = 64;

    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    // The group may go in; another socket in this place, only the owner may put.
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    private readonly FileStream _lock;

    private SocketFile(Socket socket, string path, FileStream held) => (Socket, Path, _lock) = (socket, path, held);

    public Socket Socket { get; }

    public string Path { get; }

    /// <summary>Opens it to its owner and group. What a process left behind that has ended is replaced.</summary>
    /// <exception cref="IOException">It cannot be had; the message says why.</exception>
    public static SocketFile Listen(string path)
    {
        if (!OperatingSystem.IsLinux()) throw new IOException("only Linux says who is at the other end of a Unix socket");
        path = System.IO.Path.GetFullPath(path);
        if (Encoding.UTF8.GetByteCount(path) > PathBytesMax) throw new IOException($"{path} is longer than the {PathBytesMax} bytes that the path of a Unix socket may have");
        FileStream? held = null;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            Prepare(System.IO.Path.GetDirectoryName(path)!);
            held = Lock(path);
            RemoveLeftBehind(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Nobody connects before it listens.
            File.SetUnixFileMode(path, OwnerAndGroup);
            socket.Listen(Backlog);
            return new SocketFile(socket, path, held);
        }
        catch (Exception e)
        {
            socket.Dispose();
            held?.Dispose();
            throw e is UnauthorizedAccessException or SocketException ? new IOException($"the socket {path} cannot be had: {e.Message}", e) : e;
        }
    }

    public void Dispose()
    {
        Socket.Dispose();
        try
        {
            File.Delete(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever took the folder away took it along; nobody listens at what is left otherwise.
        }
        _lock.Dispose();
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static void Prepare(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, FolderMode);
            File.SetUnixFileMode(folder, FolderMode);
        }
        // Whoever may write there could put another file in the place of any, at any time.
        if ((File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != UnixFileMode.None)
            throw new IOException($"others may put another socket in its place in {folder}; name a folder that only its owner may write to, or chmod go-w {folder}");
        if (!FileOwner.IsTrusted(folder))
            throw new IOException($"the owner of {folder} may put another socket in its place, and is neither the user of this sidecar nor root; name another folder, or chown it");
    }

    private static FileStream Lock(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (new FileInfo($"{path}.lock").LinkTarget is not null) throw new IOException($"{path}.lock is a link, and links are not followed here; remove it");
        try
        {
            return new FileStream($"{path}.lock", options);
        }
        catch (IOException e)
        {
            throw new IOException($"another sidecar listens at {path}, or {path}.lock cannot be written: {e.Message}", e);
        }
    }

    private static void RemoveLeftBehind(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return;
        if (file.LinkTarget is not null || file.Length > 0) throw new IOException($"{path} is there already and no socket; move it away, or name another path");
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            file.Delete();
            return;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
        {
            // Somebody listens, and has much to do.
        }
        throw new IOException($"another process listens at {path}; name another path");
    }
}
