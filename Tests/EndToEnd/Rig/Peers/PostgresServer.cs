using System.Net;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

/// <summary>A PostgreSQL of Debian's package, in a folder of its own. It refuses to run as root, so it runs as <c>postgres</c>.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ChildProcess _process;
    private readonly IPEndPoint _address;

    private PostgresServer(TemporaryFolder folder, ChildProcess process, IPEndPoint address) => (_folder, _process, _address) = (folder, process, address);

    public string Url => $"postgres://postgres:secret@{_address}/postgres";

    /// <param name="address">Reached from every machine that has a route to it.</param>
    public static async Task<PostgresServer> Start(IPEndPoint address)
    {
        var binaries = Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        var folder = new TemporaryFolder("postgres");
        var data = Path.Combine(folder.Path, "data");
        await Must("chmod", "755", folder.Path);
        Directory.CreateDirectory(data);
        var password = folder.Write("password", "secret");
        await Must("chown", "-R", "postgres", data, password);
        await Must("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", $"{binaries}/initdb", "-D", data, "-A", "scram-sha-256", "--pwfile", password, "--no-sync", "-U", "postgres");
        await File.AppendAllTextAsync(Path.Combine(data, "pg_hba.conf"), "host all all all scram-sha-256\n");
        var process = ChildProcess.Start("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", $"{binaries}/postgres", "-D", data,
            "-c", $"listen_addresses={address.Address}", "-c", $"port={address.Port}", "-c", $"unix_socket_directories={data}", "-c", "fsync=off"]);
        await Eventually.Holds("PostgreSQL accepts connections", () => process.Output.Contains("ready to accept connections", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        return new PostgresServer(folder, process, address);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Send(Signal.Interrupt);
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task Must(string program, params string[] arguments)
    {
        var result = await Command.Run(program, arguments);
        if (result.ExitCode != 0) throw new InvalidOperationException($"{program}: {result}");
    }
}
