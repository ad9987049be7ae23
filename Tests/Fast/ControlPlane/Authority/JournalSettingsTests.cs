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
