using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.ControlPlane.Identity.Issuing;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Tests.Benchmarks.Identity;

/// <summary>The authority of a control node, without its limits and without a network around it.</summary>
internal sealed class IssuingNode : IDisposable
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly DirectoryInfo _folder;
    private readonly CertificateAuthority _authority;
    private readonly AuditLog _audit;

    private IssuingNode(DirectoryInfo folder)
    {
        _folder = folder;
        var journal = JournalSettings.OfFile(Path.Combine(folder.FullName, "mesh.db"));
        journal.Prepare();
        var sealing = SealingKey.OfKey(RandomNumberGenerator.GetBytes(SealingKey.KeyLength), "benchmark");
        _authority = CertificateAuthority.Open(new RootStore(journal, sealing, Clock), sealing, IdentityTerms.Usual, Clock);
        _audit = new AuditLog(Path.Combine(folder.FullName, "audit.jsonl"), "one", Clock, Console.Error.WriteLine);
    }

    public static IssuingNode Open() => new(Directory.CreateTempSubdirectory("actormesh-svid-load-"));

    /// <summary>PKCS #10, each with a key of its own.</summary>
    public static IReadOnlyList<byte[]> Requests(int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=any", key, HashAlgorithmName.SHA256).CreateSigningRequest();
    })];

    public IReadOnlyList<IssuedSvid> Issue(IEnumerable<byte[]> requests) => [.. requests.Select(Issue)];

    /// <summary>Reads each request, checks it, signs, and writes its line of the audit log.</summary>
    public void Measure(IReadOnlyList<byte[]> requests, int threads)
    {
        var times = new double[requests.Count];
        var began = Clock.GetTimestamp();
        Parallel.For(0, requests.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            var start = Clock.GetTimestamp();
            Issue(requests[i]);
            times[i] = Clock.GetElapsedTime(start).TotalMilliseconds;
        });
        var all = Clock.GetElapsedTime(began);
        Array.Sort(times);
        Console.WriteLine($"{requests.Count} issued by {threads} threads: {requests.Count / all.TotalSeconds:0}/s, p50 {times[times.Length / 2]:0.00} ms, p99 {times[(int)(times.Length * 0.99)]:0.00} ms, highest {times[^1]:0.00} ms");
    }

    public void MeasureVerifying(IEnumerable<byte[]> requests)
    {
        var verifier = new SvidVerifier(Clock);
        var chains = Issue(requests).Select(issued => (Leaf: Read(issued.Chain[0]), Sent: new X509Certificate2Collection(issued.Chain.Skip(1).Select(Read).ToArray()))).ToList();
        foreach (var pass in new[] { "the first time", "again" })
        {
            var began = Clock.GetTimestamp();
            foreach (var (leaf, sent) in chains)
                if (!verifier.Verify(leaf, sent, _authority.Bundle).IsGood) throw new InvalidOperationException();
            Console.WriteLine($"{chains.Count} verified {pass}: {Clock.GetElapsedTime(began).TotalMicroseconds / chains.Count:0.0} us each");
        }
    }

    public void Dispose()
    {
        _audit.Dispose();
        _folder.Delete(recursive: true);
    }

    private IssuedSvid Issue(byte[] request)
    {
        var key = SigningRequest.Read(request, out var problem) ?? throw new InvalidOperationException(problem);
        var issued = _authority.Issue(key, SpiffeId.ForWorkload("mesh.local", "default", "orders"));
        _audit.Write(new AuditEvent(AuditEvent.Issued, $"{issued.Id}") { Serial = issued.Serial, NotAfter = issued.NotAfter, Issuer = issued.Issuer });
        return issued;
    }

    private static X509Certificate2 Read(byte[] der) => X509CertificateLoader.LoadCertificate(der);
}
