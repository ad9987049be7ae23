using System.Text.Json;
using ActorMesh.ControlPlane.Identity.Auditing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>Every issuance leaves a line.</summary>
public sealed class AuditLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actormesh-audit-");
    private readonly List<string> _warnings = [];
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private string File => Path.Combine(_folder.FullName, "audit.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_line_is_an_object_and_the_file_is_for_its_owner()
    {
        using (var log = Open()) log.Write(new AuditEvent(AuditEvent.Issued, "spiffe://shop.local/ns/default/sa/orders") { By = "token", Serial = "7f21", Token = "ab\ncd" });

        var line = JsonDocument.Parse(Assert.Single(System.IO.File.ReadAllLines(File))).RootElement;
        Assert.Equal(("one", "issued", "7f21", "ab\ncd"), (line.GetProperty("node").GetString(), line.GetProperty("what").GetString(), line.GetProperty("serial").GetString(), line.GetProperty("token").GetString()));
        Assert.Equal(_clock.GetUtcNow(), line.GetProperty("at").GetDateTimeOffset());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void Lines_go_on_after_a_restart()
    {
        for (var i = 0; i < 2; i++)
            using (var log = Open()) log.Write(new AuditEvent(AuditEvent.Issued, "a"));
        Assert.Equal(2, System.IO.File.ReadAllLines(File).Length);
    }

    [Fact]
    public void A_full_file_makes_way_and_three_are_kept()
    {
        using var log = Open();
        var large = new AuditEvent(AuditEvent.Refused, "a") { Reason = new string('x', 4 * 1024 * 1024) };
        for (var i = 0; i < 11; i++) log.Write(large);

        Assert.Equal(["audit.jsonl", "audit.jsonl.1", "audit.jsonl.2", "audit.jsonl.3"], _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.All(_folder.GetFiles(), file => Assert.True(file.Length <= AuditLog.SizeMax));
    }

    [Fact]
    public void What_cannot_be_written_is_counted_and_said_once()
    {
        using var log = new AuditLog(Path.Combine(_folder.FullName, "none", "audit.jsonl"), "one", _clock, _warnings.Add);
        for (var i = 0; i < 3; i++) log.Write(new AuditEvent(AuditEvent.Issued, "a"));

        Assert.Equal((3, 1), (log.Lost, _warnings.Count));
    }

    private AuditLog Open() => new(File, "one", _clock, _warnings.Add);
}
