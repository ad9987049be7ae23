using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Security;

/// <summary>Roots come with certificates and by discovery, from control nodes of which one may be late.</summary>
public sealed class SecretStoreTests : IDisposable
{
    private const string Name = $"spiffe://{TestAuthority.Domain}";

    private readonly TestAuthority _old = new(TimeProvider.System.GetUtcNow());
    private readonly TestAuthority _next = new(TimeProvider.System.GetUtcNow(), "CN=next");
    private readonly SecretStore _store = new(TimeProvider.System);

    public void Dispose()
    {
        _old.Dispose();
        _next.Dispose();
    }

    [Fact]
    public void The_newest_bundle_holds_whichever_way_it_came()
    {
        Put(1, _old);
        Deliver(2, _old, _next);
        Put(1, _old);
        Assert.Equal(2, Held.Count);
        Put(4, _next);
        Deliver(2, _old, _next);
        Assert.Equal([_next.Certificate], Held);
    }

    [Fact]
    public void Roots_that_were_begun_anew_hold_whatever_their_number()
    {
        Put(7, _old);
        Put(1, _next);
        Assert.Equal([_next.Certificate], Held);
    }

    [Fact]
    public void Roots_without_a_number_take_the_place_of_others()
    {
        Put(7, _old, _next);
        Put(0, _old);
        Assert.Single(Held);
    }

    private X509Certificate2Collection Held => _store.Roots(Name)!.Certificates;

    private void Put(long sequence, params TestAuthority[] roots) => _store.Put(Name, new TrustRoots([.. roots.Select(root => root.Certificate).ToArray()], TestAuthority.Domain, sequence));

    // As a control node writes it and a sidecar reads it.
    private void Deliver(long sequence, params TestAuthority[] roots)
    {
        var resource = TrustSecrets.Of(new TrustBundle(TestAuthority.Domain, roots.Select(root => root.Certificate), sequence), DenyList.Empty).ByName.Values.Single();
        var secret = SecretReader.Read(Secret.Parser.ParseFrom(resource.Body.Value), now: null);
        secret.PutInto(_store, Name);
    }
}
