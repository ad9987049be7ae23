using System.Security.Cryptography.X509Certificates;
using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Cli.Identities;

/// <summary>Says what a certificate is, and what is wrong with it. It asks nobody.</summary>
internal sealed class InspectRun(OutputFormat format, Terminal terminal, TimeProvider clock)
{
    /// <param name="roots">File of who is believed; null: only the rules are looked at.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public int Run(string file, string? roots)
    {
        var read = CertificateFile.Read(file, terminal.Input);
        var trust = roots is null ? null : TrustOf(read, CertificateFile.Read(roots, terminal.Input));
        var shape = new InspectedShape(ControlJson.ApiVersion, "Certificates", [.. read.Select(one => InspectedCertificate.Of(one, clock.GetUtcNow()))], trust);
        terminal.Print(format, () => shape, () => CommandJson.Readable.InspectedShape, data => Write(shape, data));
        return shape.Certificates.All(certificate => certificate.Fault is null) && trust is null or "believed" ? ExitCode.Done : ExitCode.Findings;
    }

    private string TrustOf(IReadOnlyList<X509Certificate2> sent, IReadOnlyList<X509Certificate2> roots)
    {
        if (SvidRules.CheckLeaf(sent[0], out var id) is { } problem) return $"{problem.Fault}: {problem.Message}";
        var verdict = new SvidVerifier(clock).Verify(sent[0], [.. sent.Skip(1).ToArray()], new TrustBundle(id!.TrustDomain, roots, sequence: 0));
        return verdict.IsGood ? "believed" : $"{verdict.Problem.Fault}: {verdict.Problem.Message}";
    }

    private void Write(InspectedShape shape, TextWriter data)
    {
        var now = clock.GetUtcNow();
        foreach (var (index, certificate) in shape.Certificates.Index())
        {
            if (index > 0) data.WriteLine();
            var table = new TextTable();
            table.Add(certificate.Role, Shown(certificate.SpiffeId));
            table.Add("subject", Shown(certificate.Subject));
            table.Add("issuer", Shown(certificate.Issuer));
            table.Add("serial", certificate.Serial);
            table.Add("from", $"{certificate.NotBefore:u}");
            table.Add("until", $"{certificate.NotAfter:u}  {Left(certificate.NotAfter, now)}");
            table.Add("key", certificate.Key);
            table.Add("sha-256", certificate.Sha256);
            table.Add("rules", certificate.Fault is null ? terminal.Paint.Green("as it should be") : terminal.Paint.Red($"{certificate.Fault}: {certificate.Why}"));
            table.Write(data);
        }
        if (shape.Trust is null) return;
        data.WriteLine();
        data.WriteLine($"roots    {(shape.Trust == "believed" ? terminal.Paint.Green("believed") : terminal.Paint.Red(shape.Trust))}");
    }

    private static string Left(DateTimeOffset end, DateTimeOffset now) => end >= now ? $"{AgeText.Of(end - now)} left" : $"ended {AgeText.Of(now - end)} ago";

    // Whatever stands in a file must not steer a terminal.
    private static string Shown(string? text) => string.IsNullOrEmpty(text) ? "-" : text.Any(char.IsControl) ? Quoted.Of(text) : text;
}
