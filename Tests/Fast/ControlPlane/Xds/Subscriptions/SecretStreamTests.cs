using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds.Subscriptions;

/// <summary>Whom the mesh trusts is told to everybody who asks; nothing else is told to anybody.</summary>
public sealed class SecretStreamTests
{
    private static readonly WorkloadResources Nothing = Shares.Of(1, clusters: "", endpoints: "", listeners: "", routes: "");
    private static readonly ResourceSet Served = TrustSecrets.Of(Bundle(1), DenyList.Empty);

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.Const("spiffe://shop.local"), Gen.Const("*"), Gen.Const(""), Gen.Const("spiffe://other.local"),
        Gen.OneOf(Gen.Const("orders"), Gen.Const("web"), Gen.Const("payments")).Select(name => $"spiffe://shop.local/ns/default/sa/{name}"),
        Gen.OneOf(Gen.Const("spiffe://shop.local/"), Gen.Const("spiffe://SHOP.local"), Gen.Const("spiffe://shop.local/../shop.local"), Gen.Const("file:/etc/key.pem")),
        Gen.Char[' ', '~'].Array[0, 40].Select(characters => new string(characters)));

    [Fact]
    public void No_client_ever_gets_a_secret_that_is_not_whom_the_mesh_trusts() =>
        Gen.Select(Gen.Bool, Gen.Bool, Name.Array[0, 4].Array[1, 4]).Sample(
            asked =>
            {
                var (isDelta, believes, requests) = asked;
                var stream = new DiscoveryStream(new FakeTimeProvider()) { BelievesVersions = believes };
                foreach (var names in requests)
                {
                    if (isDelta) stream.Hear(new DeltaDiscoveryRequest { TypeUrl = ResourceTypes.Secret, ResourceNamesSubscribe = { names } });
                    else stream.Hear(new DiscoveryRequest { TypeUrl = ResourceTypes.Secret, ResourceNames = { names } });
                    foreach (var secret in stream.Next(Nothing, Served).SelectMany(answer => answer.Resources).Select(resource => resource.Body.Unpack<Secret>()))
                    {
                        Assert.Equal("spiffe://shop.local", secret.Name);
                        Assert.Null(secret.TlsCertificate);
                        Assert.DoesNotContain("PRIVATE", secret.ValidationContext.TrustedCa.InlineString, StringComparison.Ordinal);
                    }
                }
            },
            iter: 100_000);

    [Fact]
    public void Who_asks_for_whom_the_mesh_trusts_is_told_and_told_again_when_it_changes()
    {
        var stream = new DiscoveryStream(new FakeTimeProvider());
        stream.Hear(new DiscoveryRequest { TypeUrl = ResourceTypes.Secret, ResourceNames = { "spiffe://shop.local" } });
        var first = Assert.Single(stream.Next(Nothing, Served));
        stream.Hear(new DiscoveryRequest { TypeUrl = ResourceTypes.Secret, ResourceNames = { "spiffe://shop.local" }, VersionInfo = first.Version, ResponseNonce = first.Nonce });

        Assert.Empty(stream.Next(Nothing, Served));
        Assert.Equal(2, Roots(Assert.Single(stream.Next(Nothing, TrustSecrets.Of(Bundle(2), DenyList.Empty)))));
    }

    [Fact]
    public void Before_anybody_is_trusted_nothing_is_said()
    {
        var stream = new DiscoveryStream(new FakeTimeProvider());
        stream.Hear(new DiscoveryRequest { TypeUrl = ResourceTypes.Secret, ResourceNames = { "spiffe://shop.local" } });

        Assert.Empty(stream.Next(Nothing, TrustSecrets.None));
        Assert.Equal(1, Roots(Assert.Single(stream.Next(Nothing, Served))));
    }

    private static int Roots(Answer answer) =>
        Assert.Single(answer.Resources).Body.Unpack<Secret>().ValidationContext.TrustedCa.InlineString.Split("BEGIN CERTIFICATE").Length - 1;

    private static TrustBundle Bundle(int roots) => new(
        "shop.local", Enumerable.Range(0, roots).Select(_ => X509Certificate2.CreateFromPem(new PemPair().Certificate)), roots);
}
