using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.ControlPlane.Identity.Sealing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>
/// The roots of the mesh and what became of them, in the journal's database. Rows are only ever added, and who adds one first has it: so control
/// nodes that begin at once end with one root. Nothing in the database is believed that is not sealed under the mesh's sealing key: who can write to
/// it, and no more, brings in no root. Blocks: it is used on threads of its own.
/// </summary>
/// <param name="kept">Read while the database is away; null for none.</param>
public sealed class RootStore(JournalSettings journal, SealingKey sealing, TimeProvider clock, RootFile? kept = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, byte[]> _opened = [];
    private long _keptSequence = -1, _ahead;
    private volatile bool _isPrepared;

    /// <summary>What time it is by the database, if it has a clock that nodes share.</summary>
    public Func<DbConnection, DateTimeOffset?> Time { get; init; } = SharedTime;

    /// <summary>The time that all nodes go by: this node's clock, put right by the database's as it was last read.</summary>
    public DateTimeOffset Now => clock.GetUtcNow() - Ahead;

    /// <summary>How far this node's clock is ahead of the database's; less than zero when it is behind.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    /// <summary>One caller after the other: what was read later is kept later.</summary>
    /// <returns>What the database has; while it is away, what was kept of it.</returns>
    /// <exception cref="RootStoreException">The database cannot be used, or a row is damaged, or sealed under another key.</exception>
    public RootBook Read()
    {
        lock (_gate)
        {
            try
            {
                var book = ReadDatabase();
                Check(book);
                Keep(book);
                return book;
            }
            catch (RootStoreException e) when (e.IsUnreachable && Kept() is { } book)
            {
                Check(book);
                return book;
            }
        }
    }

    // A database in a file has the clock of its machine.
    private static DateTimeOffset? SharedTime(DbConnection connection)
    {
        if (connection is not NpgsqlConnection) return null;
        using var command = Command(connection, null, "SELECT clock_timestamp()");
        return new DateTimeOffset((DateTime)command.ExecuteScalar()!);
    }

    private RootBook ReadDatabase() => Use(connection =>
    {
        Volatile.Write(ref _ahead, Time(connection) is { } now ? (clock.GetUtcNow() - now).Ticks : 0);
        List<RootStep> steps = [];
        using (var command = Command(connection, null, "SELECT number, generation, kind, at, author FROM identity_steps ORDER BY number"))
        using (var reader = command.ExecuteReader())
            while (reader.Read())
                steps.Add(new RootStep(
                    reader.GetInt64(0), (int)reader.GetInt64(1), (RootStepKind)reader.GetInt64(2),
                    DateTimeOffset.Parse(reader.GetString(3), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind), reader.GetString(4)));
        List<RootAuthority> roots = [];
        using (var command = Command(connection, null, "SELECT generation, certificates, seal, imported FROM identity_roots ORDER BY generation"))
        using (var reader = command.ExecuteReader())
            while (reader.Read())
                roots.Add(new RootAuthority((int)reader.GetInt64(0), Certificates((int)reader.GetInt64(0), reader.GetString(1)), (byte[])reader[2], reader.GetInt64(3) != 0));
        return RootBook.Of(roots, steps);
    });

    /// <param name="root">Null when the step is about one that is there.</param>
    /// <returns>False when another node was faster: then nothing was written.</returns>
    /// <exception cref="RootStoreException">The database cannot be used.</exception>
    public bool TryAdd(RootStep step, RootAuthority? root) => Use(connection =>
    {
        using var transaction = connection.BeginTransaction();
        try
        {
            if (root is not null)
                Execute(connection, transaction, "INSERT INTO identity_roots (generation, certificates, seal, imported) VALUES (@a, @b, @c, @d)",
                    (long)root.Generation, string.Concat(root.Chain.Select(certificate => $"{certificate.ExportCertificatePem()}\n")), root.Seal, root.IsImported ? 1L : 0L);
            Execute(connection, transaction, "INSERT INTO identity_steps (number, generation, kind, at, author) VALUES (@a, @b, @c, @d, @e)",
                step.Number, (long)step.Generation, (long)step.Kind, step.At.ToString("O", CultureInfo.InvariantCulture), step.Author);
            transaction.Commit();
            return true;
        }
        catch (DbException e) when (JournalFailure.IsFenced(e))
        {
            return false;
        }
    });

    private void Check(RootBook book)
    {
        foreach (var root in book.Roots.Values)
        {
            if (_opened.TryGetValue(root.Generation, out var opened) && opened.AsSpan().SequenceEqual(root.Digest())) continue;
            try
            {
                root.Unseal(sealing).Dispose();
                _opened[root.Generation] = root.Digest();
            }
            catch (SealException e)
            {
                throw new RootStoreException(
                    $"{root.Name} of the mesh is not believed: {e.Message}; every control node needs the key that the roots were sealed with: --sealing-key-file, {SealingSource.KeyVariable} or {SealingSource.PassphraseVariable}");
            }
        }
    }

    private RootBook? Kept()
    {
        try
        {
            return kept?.Read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return null; // Of both causes the database is the one that has to be mended.
        }
    }

    // Without it the node runs as well, as long as the database is there when it starts.
    private void Keep(RootBook book)
    {
        if (kept is null || book.Plan.Sequence == _keptSequence) return;
        if (Kept() is { } earlier && !book.Continues(earlier))
            throw new RootStoreException(
                "the roots in the database are not those that this node has kept: it is another database, or an older or empty one; bring back the right one, "
                + $"or, if the mesh's roots were begun anew and are to be believed, delete {kept.Path}");
        if (book.IsEmpty) return;
        try
        {
            kept.Write(book);
            _keptSequence = book.Plan.Sequence;
        }
        catch (IOException)
        {
            _keptSequence = -1;
        }
    }

    private void Prepare(DbConnection connection)
    {
        if (_isPrepared) return;
        var (bytes, number) = journal.IsShared ? ("BYTEA", "BIGINT") : ("BLOB", "INTEGER");
        try
        {
            Create(connection, bytes, number);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable)
        {
            // Another node made them at the same time; PostgreSQL's IF NOT EXISTS does not wait for it.
            Create(connection, bytes, number);
        }
        _isPrepared = true;
    }

    private static void Create(DbConnection connection, string bytes, string number)
    {
        Execute(connection, null, $"CREATE TABLE IF NOT EXISTS identity_roots (generation {number} PRIMARY KEY, certificates TEXT NOT NULL, seal {bytes} NOT NULL, imported {number} NOT NULL)");
        Execute(connection, null, $"CREATE TABLE IF NOT EXISTS identity_steps (number {number} PRIMARY KEY, generation {number} NOT NULL, kind {number} NOT NULL, at TEXT NOT NULL, author TEXT NOT NULL)");
    }

    private static List<X509Certificate2> Certificates(int generation, string pem)
    {
        try
        {
            var read = new X509Certificate2Collection();
            read.ImportFromPem(pem);
            return read.Count > 0 ? [.. read] : throw new CryptographicException("there is none");
        }
        catch (CryptographicException e)
        {
            throw new RootStoreException($"the certificate of root-{generation} in the journal's database is damaged: {e.Message}; bring back the database");
        }
    }

    private T Use<T>(Func<DbConnection, T> work)
    {
        var isOpen = false;
        try
        {
            using DbConnection connection = journal.IsShared ? new NpgsqlConnection(journal.ConnectionString) : new SqliteConnection(journal.ConnectionString);
            connection.Open();
            isOpen = true;
            Prepare(connection);
            return work(connection);
        }
        catch (Exception e) when (e is DbException or InvalidDataException or FormatException or InvalidCastException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new RootStoreException($"the mesh's roots cannot be had from {journal}: {e.GetBaseException().Message}")
            {
                IsUnreachable = !isOpen || e is TimeoutException or System.Net.Sockets.SocketException or NpgsqlException { IsTransient: true } or SqliteException { IsTransient: true },
            };
        }
    }

    private static void Execute(DbConnection connection, DbTransaction? transaction, string text, params ReadOnlySpan<object> values)
    {
        using var command = Command(connection, transaction, text, values);
        command.ExecuteNonQuery();
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string text, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@{(char)('a' + i)}", values[i]);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
