using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.ControlPlane.Documents;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>Beside a file whose tables the journal's library made itself.</summary>
public sealed class JournalTablesTests : AuthorityRig
{
    private readonly DirectoryInfo _folder;
    private readonly JournalSettings _library;

    public JournalTablesTests()
        : this(Directory.CreateTempSubdirectory("actormesh-tables-"))
    {
    }

    private JournalTablesTests(DirectoryInfo folder)
        : this(folder, JournalSettings.OfFile(Path.Combine(folder.FullName, "library.db")))
    {
    }

    private JournalTablesTests(DirectoryInfo folder, JournalSettings library)
        : base(JournalConfiguration.Of(library)) => (_folder, _library) = (folder, library);

    [Fact]
    public void They_are_those_that_the_library_makes()
    {
        Accepted(Start(), new ApplyMesh { Document = Meshes.Numbered(1) });
        using var own = new JournalFile();
        var made = Shape(own.Settings);
        Assert.Equal(Shape(_library), made);
        Assert.Equal(["journal", "snapshot", "tags"], made.Select(line => line.Split(' ')[0]).Distinct().Order());
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    /// <summary>Each column and each index, in words.</summary>
    private static List<string> Shape(JournalSettings settings)
    {
        using var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        return [.. Rows(connection,
            """
            SELECT m.name || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk FROM sqlite_master m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name IN ('journal', 'tags', 'snapshot')
            UNION ALL
            SELECT m.name || ' index ' || i.name || ' ' || i."unique" || ' ' || c.seqno || ' ' || c.name FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) c
            WHERE m.type = 'table' AND m.name IN ('journal', 'tags', 'snapshot')
            """).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader.GetString(0);
    }
}
