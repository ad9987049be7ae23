using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity.Issuing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>Of a request its key counts, and that the sender has it.</summary>
public sealed class SigningRequestTests
{
    [Fact]
    public void What_it_asks_for_beside_its_key_is_passed_over()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=spiffe://shop.local/ns/default/sa/payments", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());

        var read = SigningRequest.Read(request.CreateSigningRequest(), out var problem);

        Assert.Equal("", problem);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), read!.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void Keys_that_are_strong_are_taken_and_others_not()
    {
        Assert.Equal("", Problem(Ecdsa(ECCurve.NamedCurves.nistP384)));
        Assert.Equal("", Problem(Rsa(2048)));
        Assert.Contains("1024", Problem(Rsa(1024)), StringComparison.Ordinal);
        Assert.Contains("P-256", Problem(Ecdsa(ECCurve.NamedCurves.nistP521)), StringComparison.Ordinal);
        Assert.Contains("P-256", Problem(Ecdsa(ECCurve.NamedCurves.brainpoolP256r1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_is_not_signed_by_its_key_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var foreign = new CertificateRequest(new X500DistinguishedName("CN=x"), new PublicKey(other), HashAlgorithmName.SHA256).CreateSigningRequest(X509SignatureGenerator.CreateForECDsa(own));

        Assert.Contains("signed by the key", Problem(foreign), StringComparison.Ordinal);
    }

    [Fact]
    public void Weak_exponents_and_weak_hashes_are_refused()
    {
        using var key = RSA.Create(2048);
        using var weak = RSA.Create(new RSAParameters { Modulus = key.ExportParameters(false).Modulus, Exponent = [3] });
        using var endless = RSA.Create(new RSAParameters { Modulus = key.ExportParameters(false).Modulus, Exponent = [1, 0, 0, 0, 1] });

        Assert.Contains("public exponent 3;", Problem(Of(weak)), StringComparison.Ordinal);
        Assert.Contains("public exponent of many digits;", Problem(Of(endless)), StringComparison.Ordinal);
        Assert.Contains("with SHA-256 or longer", Problem(Sha1(Of(key))), StringComparison.Ordinal);

        // What is wrong with the key is found before anybody checks a signature, which is none here.
        byte[] Of(RSA shown) => new CertificateRequest(new X500DistinguishedName("CN=x"), new PublicKey(shown), HashAlgorithmName.SHA256)
            .CreateSigningRequest(X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1));

        // sha256WithRSAEncryption becomes sha1WithRSAEncryption.
        byte[] Sha1(byte[] request)
        {
            request[request.AsSpan().LastIndexOf(Convert.FromHexString("2A864886F70D01010B")) + 8] = 5;
            return request;
        }
    }

    [Fact]
    public void Sizes_and_what_stands_behind_are_looked_at()
    {
        var good = Ecdsa(ECCurve.NamedCurves.nistP256);
        Assert.Contains("behind", Problem([.. good, 0]), StringComparison.Ordinal);
        Assert.Contains("8192", Problem(new byte[8193]), StringComparison.Ordinal);
        Assert.NotEqual("", Problem([]));
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var good = Ecdsa(ECCurve.NamedCurves.nistP256);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var changed = good.ToArray();
            if (changed[at] == value) return;
            changed[at] = value;
            Assert.Null(SigningRequest.Read(changed, out _));
        });
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.Null(SigningRequest.Read(bytes, out _)));
    }

    private static string Problem(byte[] request)
    {
        var key = SigningRequest.Read(request, out var problem);
        Assert.Equal(key is null, problem.Length > 0);
        return problem;
    }

    private static byte[] Ecdsa(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequest();
    }

    private static byte[] Rsa(int bits)
    {
        using var key = RSA.Create(bits);
        return new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequest();
    }
}
