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
        var large = new AuditEvent(AuditEvent.Issued, "a") { Reason = new string('x', 4 * 1024 * 1024) };
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

    [Fact]
    public void A_flood_of_refusals_is_summed_and_every_certificate_has_its_line()
    {
        using (var log = Open())
        {
            for (var i = 0; i < 1_000; i++)
            {
                log.Write(new AuditEvent(AuditEvent.Refused, "") { Address = $"2001:db8::{i:x}", Reason = "no token" });
                log.Write(new AuditEvent(AuditEvent.Issued, "a") { Serial = $"{i}" });
            }
            log.Write(new AuditEvent(AuditEvent.Refused, "") { Address = "10.0.0.1", Reason = "no token" });
            _clock.Advance(RefusalSums.Window);
            log.Write(new AuditEvent(AuditEvent.Refused, "") { Address = "2001:db8::1", Reason = "no token" });
        }

        var lines = System.IO.File.ReadAllLines(File).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(1_000, lines.Count(line => line.GetProperty("what").GetString() == "issued"));
        var refused = lines.Where(line => line.GetProperty("what").GetString() == "refused").ToList();
        Assert.Equal(RefusalSums.PlaceMax + 3, refused.Count);
        var sum = Assert.Single(refused, line => line.TryGetProperty("times", out _));
        Assert.Equal((1_000 - RefusalSums.PlaceMax, "2001:db8::"), (sum.GetProperty("times").GetInt64(), sum.GetProperty("address").GetString()));
    }

    [Fact]
    public void A_flood_from_everywhere_is_summed_too_and_what_was_counted_is_written_at_the_end()
    {
        using (var log = Open())
            for (var i = 0; i < 1_000; i++) log.Write(new AuditEvent(AuditEvent.Refused, "") { Address = $"10.0.{i / 256}.{i % 256}" });

        var lines = System.IO.File.ReadAllLines(File).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.True(lines.Count <= RefusalSums.AllMax + RefusalSums.PlacesMax + 1);
        Assert.Equal(1_000, lines.Sum(line => line.TryGetProperty("times", out var times) ? times.GetInt64() : 1));
    }

    private AuditLog Open() => new(File, "one", _clock, _warnings.Add);
}
