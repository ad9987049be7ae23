using ActorMesh.Runtime.Membership;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Where the journal is.</summary>
/// <param name="IsShared">All control nodes reach it, whatever machine they are on; else it is a file.</param>
/// <param name="ConnectionString">As the database's own driver takes it. It may hold a password: it is shown nowhere.</param>
public sealed record JournalSettings(bool IsShared, string ConnectionString)
{
    /// <summary>What the database may take for one statement.</summary>
    private const int SecondsMax = 2;

    /// <param name="written">A path for a SQLite file; <c>postgres://user:password@host:port/database</c> or <c>Host=...;Database=...</c> for PostgreSQL.</param>
    /// <exception cref="MemberException">It is none of these.</exception>
    public static JournalSettings Parse(string written)
    {
        if (written.StartsWith("postgres://", StringComparison.Ordinal) || written.StartsWith("postgresql://", StringComparison.Ordinal)) return OfPostgres(PostgresUrl.Read(written));
        if (written.Contains(';', StringComparison.Ordinal) || written.StartsWith("Host=", StringComparison.OrdinalIgnoreCase)) return OfPostgres(written);
        if (written.Contains("://", StringComparison.Ordinal) || string.IsNullOrWhiteSpace(written))
            throw new MemberException($"'{written.Split('@')[^1]}' is no place for the journal; write the path of a file, or postgres://user:password@host:port/database");
        return OfFile(written);
    }

    public static JournalSettings OfFile(string path) =>
        new(IsShared: false, new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(path), DefaultTimeout = SecondsMax, Pooling = true }.ToString());

    /// <summary>Of its file; null when it is shared.</summary>
    public string? Folder => IsShared ? null : Path.GetDirectoryName(new SqliteConnectionStringBuilder(ConnectionString).DataSource);

    /// <summary>Makes what the journal needs before it is opened.</summary>
    /// <exception cref="MemberException">The file cannot be had.</exception>
    public void Prepare()
    {
        if (IsShared) return;
        var path = new SqliteConnectionStringBuilder(ConnectionString).DataSource;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var connection = new SqliteConnection(ConnectionString);
            connection.Open();
            JournalTables.Make(connection);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new MemberException($"the journal {path} cannot be opened: {e.Message}; give a file in a folder that this user may write to");
        }
    }

    /// <summary>Tells, whenever it is asked, why the prepared journal must not be written to; null when it may.</summary>
    internal Func<string?> Watch() => IsShared ? static () => null : new JournalWatch(new SqliteConnectionStringBuilder(ConnectionString).DataSource).Problem;

    /// <exception cref="MemberException">A leader on another machine would begin with an empty journal.</exception>
    public void Check(MemberSettings member)
    {
        if (IsShared || member.Seeds.FirstOrDefault(seed => !IsHere(seed, member)) is not { } elsewhere) return;
        throw new MemberException($"the control node {elsewhere} cannot read a journal in a file of this machine; give all control nodes the same postgres://user:password@host:port/database");
    }

    public override string ToString() => IsShared
        ? $"PostgreSQL at {new NpgsqlConnectionStringBuilder(ConnectionString).Host}"
        : $"SQLite in {new SqliteConnectionStringBuilder(ConnectionString).DataSource}";

    private static bool IsHere(MemberAddress seed, MemberSettings member) =>
        string.Equals(seed.Host, member.Address.Host, StringComparison.OrdinalIgnoreCase) || seed.Host is "localhost" or "127.0.0.1" or "::1";

    private static JournalSettings OfPostgres(string written)
    {
        try
        {
            return OfPostgres(new NpgsqlConnectionStringBuilder(written));
        }
        catch (ArgumentException e)
        {
            throw new MemberException($"the journal's database is not written as it should be: {e.Message}; write postgres://user:password@host:port/database");
        }
    }

    private static JournalSettings OfPostgres(NpgsqlConnectionStringBuilder database)
    {
        if (string.IsNullOrEmpty(database.Host)) throw new MemberException("the journal's database has no host; write postgres://user:password@host:port/database");
        if (!database.ShouldSerialize("Timeout")) database.Timeout = SecondsMax;
        if (!database.ShouldSerialize("Command Timeout")) database.CommandTimeout = SecondsMax;
        // Else it looks for Kerberos at each start, and says that there is none.
        if (!database.ShouldSerialize("GSS Encryption Mode")) database.GssEncryptionMode = GssEncryptionMode.Disable;
        return new JournalSettings(IsShared: true, database.ConnectionString);
    }
}
