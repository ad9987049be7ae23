using System.Text.Json;
using ActorMesh.Cli;
using ActorMesh.Cli.Identities;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Identities;

/// <summary><c>cert inspect</c>: what a file holds, and what is wrong with it.</summary>
public sealed class InspectTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actormesh-inspect-");
    private readonly StringWriter _data = new();
    private readonly TestAuthority _root = new(Now);

    public void Dispose()
    {
        _root.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_chain_is_shown_with_what_each_is_there_for()
    {
        using var intermediate = _root.Below("CN=mid");
        using var leaf = intermediate.Issue();
        var file = Write(leaf.ExportCertificatePem(), intermediate.Certificate.ExportCertificatePem(), _root.Certificate.ExportCertificatePem());

        Assert.Equal(ExitCode.Done, Run(file, OutputFormat.Json, Write(_root.Certificate.ExportCertificatePem())));

        var shown = JsonDocument.Parse(_data.ToString()).RootElement;
        Assert.Equal(["workload", "intermediate", "root"], shown.GetProperty("certificates").EnumerateArray().Select(one => one.GetProperty("role").GetString()));
        Assert.Equal("believed", shown.GetProperty("trust").GetString());
        Assert.Equal("spiffe://shop.local/ns/default/sa/orders", shown.GetProperty("certificates")[0].GetProperty("spiffeId").GetString());
    }

    [Fact]
    public void What_is_wrong_is_said_with_its_name_and_shows_in_the_exit_code()
    {
        using var leaf = _root.Issue(leaf => leaf.With(CertificateParts.Extended(CertificateParts.Server)));

        Assert.Equal(ExitCode.Findings, Run(Write(leaf.ExportCertificatePem())));
        Assert.Contains("ExtendedUsage: its extended key usage lacks serverAuth or clientAuth", _data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Time_and_trust_are_looked_at()
    {
        using var other = new TestAuthority(Now, "CN=other");
        using var old = _root.Issue(leaf => leaf with { Start = Now.AddHours(-5), End = Now.AddHours(-1) });
        using var leaf = _root.Issue();

        Assert.Equal(ExitCode.Findings, Run(Write(old.ExportCertificatePem())));
        Assert.Contains("Expired: it ended at 2026-11-30 11:00:00Z", _data.ToString(), StringComparison.Ordinal);
        Assert.Contains("ended 1h00m ago", _data.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Findings, Run(Write(leaf.ExportCertificatePem()), OutputFormat.Table, Write(other.Certificate.ExportCertificatePem())));
        Assert.Contains("Untrusted", _data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_a_key_beside_it_nor_control_characters_are_shown()
    {
        using var leaf = _root.Issue(leaf => leaf with { Subject = "CN=\"a\u001b[31m\"" });
        Run(Write(leaf.ExportCertificatePem(), _root.Key.ExportPkcs8PrivateKeyPem()));

        Assert.DoesNotContain("PRIVATE", _data.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _data.ToString());
    }

    [Fact]
    public void A_file_without_certificates_is_refused_by_name()
    {
        var file = Write("nothing");
        Assert.Contains(file, Assert.Throws<IOException>(() => Run(file)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Run(Path.Combine(_folder.FullName, "none")));
    }

    [Fact]
    public void DER_is_read_too()
    {
        var path = Path.Combine(_folder.FullName, "root.der");
        File.WriteAllBytes(path, _root.Certificate.RawData);

        Assert.Equal(ExitCode.Done, Run(path));
        Assert.StartsWith("root", _data.ToString(), StringComparison.Ordinal);
    }

    private int Run(string file, OutputFormat format = OutputFormat.Table, string? roots = null) =>
        new InspectRun(format, new Terminal(_data, new Talk(TextWriter.Null, colour: false)), new FakeTimeProvider(Now)).Run(file, roots);

    private string Write(params string[] pem)
    {
        var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.pem");
        File.WriteAllText(path, string.Join('\n', pem));
        return path;
    }
}
