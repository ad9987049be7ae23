using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Membership;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>One text says where the journal is.</summary>
public sealed class JournalSettingsTests
{
    [Theory]
    [InlineData("postgres://mesh:s%40cret@db:5433/meshes")]
    [InlineData("postgresql://mesh:s%40cret@db:5433/meshes?sslmode=Disable")]
    [InlineData("Host=db;Port=5433;Username=mesh;Password=s@cret;Database=meshes")]
    public void PostgreSql_is_named_as_a_url_or_as_its_driver_does(string written)
    {
        var settings = JournalSettings.Parse(written);
        var database = new Npgsql.NpgsqlConnectionStringBuilder(settings.ConnectionString);
        Assert.True(settings.IsShared);
        Assert.Equal(("db", 5433, "mesh", "s@cret", "meshes"), (database.Host, database.Port, database.Username, database.Password, database.Database));
        Assert.DoesNotContain("cret", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_a_url_have_their_usual_names()
    {
        var settings = JournalSettings.Parse("postgres://mesh@db/mesh?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem&connect_timeout=7&Maximum%20Pool%20Size=3");
        var database = new Npgsql.NpgsqlConnectionStringBuilder(settings.ConnectionString);
        Assert.Equal((Npgsql.SslMode.VerifyFull, "/etc/ca.pem", 7, 3), (database.SslMode, database.RootCertificate, database.Timeout, database.MaxPoolSize));
    }

    [Theory]
    [InlineData("postgres://db/mesh", 2, Npgsql.GssEncryptionMode.Disable)]
    [InlineData("postgres://db/mesh?connect_timeout=9&gssencmode=require", 9, Npgsql.GssEncryptionMode.Require)]
    [InlineData("Host=db;Timeout=9;Gss Encryption Mode=Prefer", 9, Npgsql.GssEncryptionMode.Prefer)]
    public void What_is_not_written_is_as_a_journal_needs_it(string written, int timeout, Npgsql.GssEncryptionMode encryption)
    {
        var database = new Npgsql.NpgsqlConnectionStringBuilder(JournalSettings.Parse(written).ConnectionString);
        Assert.Equal((timeout, 2, encryption), (database.Timeout, database.CommandTimeout, database.GssEncryptionMode));
    }

    [Theory]
    [InlineData("postgres://db/mesh?colour=blue", "an option colour, which is not known; known are application_name,")]
    [InlineData("postgres://db/mesh?sslmode=maybe", "the option sslmode that cannot be")]
    [InlineData("postgres://db/mesh?connect_timeout=soon", "the option connect_timeout that cannot be")]
    public void An_option_that_cannot_be_is_named(string written, string said) =>
        Assert.Contains(said, Assert.Throws<MemberException>(() => JournalSettings.Parse(written)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("mesh.db")]
    [InlineData("/var/lib/actormesh/mesh.db")]
    public void Anything_else_is_a_file(string written)
    {
        var settings = JournalSettings.Parse(written);
        Assert.False(settings.IsShared);
        Assert.Contains(Path.GetFullPath(written), settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mysql://db/mesh")]
    [InlineData("postgres://db")]
    [InlineData("Host=db;Colour=blue")]
    public void What_is_neither_is_refused(string written) => Assert.Throws<MemberException>(() => JournalSettings.Parse(written));

    [Fact]
    public void A_password_is_not_repeated() =>
        Assert.DoesNotContain("cret", Assert.Throws<MemberException>(() => JournalSettings.Parse("mysql://me:s3cret@db/mesh")).Message, StringComparison.Ordinal);

    [Fact]
    public void Nodes_on_other_machines_need_a_journal_that_they_reach()
    {
        var file = JournalSettings.OfFile("mesh.db");
        MemberAddress[] apart = [new("control-1", 7946), new("control-2", 7946), new("control-3", 7946)];
        MemberAddress[] together = [new("control-1", 7946), new("control-1", 7947), new("control-1", 7948)];
        Assert.Contains("control-2:7946", Assert.Throws<MemberException>(() => file.Check(new MemberSettings(apart[0], apart, [MemberRole.Control]))).Message, StringComparison.Ordinal);
        file.Check(new MemberSettings(together[0], together, [MemberRole.Control]));
        JournalSettings.Parse("postgres://mesh@db/mesh").Check(new MemberSettings(apart[0], apart, [MemberRole.Control]));
    }
}
