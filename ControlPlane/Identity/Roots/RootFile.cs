using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>Keeps the roots, with their keys sealed, so that a control node that starts while the database is away can prove who it is.</summary>
public sealed class RootFile(string path)
{
    private readonly LastGoodFile _file = new(path, "roots");

    public string Path => path;

    /// <returns>Null when there is none.</returns>
    /// <exception cref="InvalidDataException">It is not whole, or not one of these.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public RootBook? Read()
    {
        if (_file.Read(KeptRoots.Parser) is not var (_, kept)) return null;
        try
        {
            return RootBook.Of(
                kept.Roots.Select(root => new RootAuthority(
                    root.Generation, [.. root.Chain.Select(der => X509CertificateLoader.LoadCertificate(der.Span))], root.Seal.ToByteArray(), root.IsImported)),
                [.. kept.Steps.Select(step => new RootStep(step.Number, step.Generation, (RootStepKind)step.Kind, step.At.ToDateTimeOffset(), step.Author))]);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"{path}: a root in it cannot be read: {e.Message}; delete it", e);
        }
    }

    /// <summary>Blocks until it is on the disk.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(RootBook book)
    {
        var kept = new KeptRoots();
        foreach (var root in book.Roots.Values.OrderBy(root => root.Generation))
            kept.Roots.Add(new KeptRoots.Types.Root
            {
                Generation = root.Generation, Chain = { root.Chain.Select(certificate => ByteString.CopyFrom(certificate.RawData)) }, Seal = ByteString.CopyFrom(root.Seal), IsImported = root.IsImported,
            });
        kept.Steps.AddRange(book.Steps.Select(step => new KeptRoots.Types.Step
        {
            Number = step.Number, Generation = step.Generation, Kind = (int)step.Kind, At = Timestamp.FromDateTimeOffset(step.At), Author = step.Author,
        }));
        _file.Write(new LastGoodEntry(0, book.Plan.Sequence, kept.ToByteArray()));
    }
}
