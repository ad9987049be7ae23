using ActorMesh.ControlPlane.Authority;
using Microsoft.Data.Sqlite;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>A journal in a file that is gone after the test.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actormesh-journal-");

    public JournalFile()
    {
        Settings = JournalSettings.OfFile(Path);
        Settings.Prepare();
    }

    public JournalSettings Settings { get; }

    public string Path => System.IO.Path.Combine(_folder.FullName, "mesh.db");

    /// <param name="sql">May say <c>flipped(blob)</c>: the same with one bit changed near its end.</param>
    public void Execute(string sql)
    {
        using var connection = Open();
        Execute(connection, sql);
    }

    public T Read<T>(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>Nobody else can write until it is disposed.</summary>
    public IDisposable Lock()
    {
        var connection = Open();
        Execute(connection, "BEGIN EXCLUSIVE");
        return connection;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A connection of actors that were just stopped may still be writing its last.
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(Settings.ConnectionString) { Pooling = false }.ToString());
        connection.Open();
        connection.CreateFunction("flipped", (byte[] blob) =>
        {
            blob[^2] ^= 1;
            return blob;
        });
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
