using ActorMesh.DataPlane;
using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.DataPlane.Listening;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Secrets;

/// <summary>Certificates in files, from an update of the configuration to their renewal.</summary>
public sealed class SecretFilesTests : ActorTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-secrets-").FullName;
    private readonly PemPair _pair = new();
    private readonly TrafficContext _traffic;
    private readonly IActorRef _sidecar;

    public SecretFilesTests()
    {
        _traffic = Traffic();
        _sidecar = Sys.ActorOf(SidecarActor.Props(_traffic, (_, _) => Task.FromResult<System.Net.IPAddress[]>([]), _ => { }));
    }

    private string Chain => Path.Combine(_folder, "chain.pem");

    private string Key => Path.Combine(_folder, "key.pem");

    private string Name => $"file:{Chain}|{Key}";

    protected override void AfterAll()
    {
        base.AfterAll();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_update_brings_its_certificates_and_takes_them_away()
    {
        Write(_pair);
        Apply<SidecarActor.Message.Applied>(Secured());
        Assert.Equal(_pair.Sha256, Shown());

        Apply<SidecarActor.Message.Applied>(Plain());
        Assert.NotNull(Shown());
        Advance(TimeSpan.FromSeconds(2));
        Settle(_sidecar);
        Assert.Null(Shown());
    }

    [Fact]
    public void An_update_without_a_sound_certificate_is_refused_and_changes_nothing()
    {
        Apply<SidecarActor.Message.Applied>(Plain());
        Write(_pair, new PemPair());
        var refused = Apply<SidecarActor.Message.Refused>(Secured());

        Assert.Equal(
            "listener 'in': filter_chains[0].transport_socket.typed_config.common_tls_context.tls_certificates[0].private_key: does not belong to the certificate; " +
            "in certificate_chain the certificate itself comes first",
            refused.Reason);
        Assert.Null(Shown());
    }

    [Fact]
    public void A_cluster_without_its_certificate_stands_in_the_way_of_a_file_and_of_no_control_plane()
    {
        var bootstrap = Plain();
        bootstrap.StaticResources.Clusters[0].TransportSocket = Socket(new UpstreamTlsContext { CommonTlsContext = Context() });

        Assert.StartsWith("cluster 'orders': transport_socket.typed_config.common_tls_context.", Apply<SidecarActor.Message.Refused>(bootstrap).Reason, StringComparison.Ordinal);
        Apply<SidecarActor.Message.Applied>(bootstrap, isDiscovered: true);
        Write(_pair);
        Renewed(_pair);
    }

    [Fact]
    public void A_renewed_pair_is_shown_and_half_of_one_is_not()
    {
        Write(_pair);
        Apply<SidecarActor.Message.Applied>(Secured());
        var next = new PemPair("next");
        File.WriteAllText(Chain, next.Certificate);
        Settle(Sys.ActorSelection(_sidecar.Path / "secrets"));
        EventFilter.Warning(contains: "private_key: does not belong to the certificate").ExpectOne(() => Advance(SecretFilesActor.LookEvery));
        Assert.Equal(_pair.Sha256, Shown());

        // Unchanged by an update meanwhile.
        Apply<SidecarActor.Message.Applied>(Secured());
        Assert.Equal(_pair.Sha256, Shown());
        Write(next);
        Renewed(next);
    }

    [Fact]
    public void A_file_that_says_the_same_renews_nothing()
    {
        Write(_pair);
        Apply<SidecarActor.Message.Applied>(Secured());
        var before = _traffic.Secrets.Identity(Name);
        Write(_pair);
        Apply<SidecarActor.Message.Applied>(Secured());

        Assert.Same(before, _traffic.Secrets.Identity(Name));
    }

    [Fact]
    public void What_another_put_in_its_place_is_not_taken_away()
    {
        var store = new SecretStore(Clock);
        var (first, second) = (new SecretBook(store), new SecretBook(store));
        first.Put("a", Loaded(_pair));
        second.Put("a", Loaded(new PemPair()));
        first.Keep(new HashSet<string>());

        Assert.NotNull(store.Identity("a"));
    }

    private static LoadedSecret Loaded(PemPair pair) => SecretReader.Read(
        new Secret { TlsCertificate = new TlsCertificate { CertificateChain = new DataSource { InlineString = pair.Certificate }, PrivateKey = new DataSource { InlineString = pair.Key } } }, now: null);

    private void Write(PemPair certificate, PemPair? key = null)
    {
        File.WriteAllText(Chain, certificate.Certificate);
        File.WriteAllText(Key, (key ?? certificate).Key);
    }

    private string? Shown() => _traffic.Secrets.Identity(Name)?.Certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);

    /// <summary>Files are read by a thread of their own, so time alone brings nothing.</summary>
    private void Renewed(PemPair pair) => Until(() =>
    {
        Advance(TimeSpan.FromSeconds(1));
        return Shown() == pair.Sha256;
    });

    private T Apply<T>(Bootstrap bootstrap, bool isDiscovered = false)
    {
        var secrets = LoadedSecrets.Read(SecretSources.Of(bootstrap), Clock.GetUtcNow());
        _sidecar.Tell(new SidecarActor.Message.Apply(bootstrap) { Secrets = secrets, IsDiscovered = isDiscovered }, TestActor);
        return ExpectMsg<T>();
    }

    private static Bootstrap Plain() => Bootstraps.Of([Bootstraps.Listener("in", Bootstraps.GoesTo("orders"))], Bootstraps.Static("orders", 9001));

    private Bootstrap Secured()
    {
        var bootstrap = Plain();
        bootstrap.StaticResources.Listeners[0].FilterChains[0].TransportSocket = Socket(new DownstreamTlsContext { CommonTlsContext = Context() });
        return bootstrap;
    }

    private CommonTlsContext Context() => new()
    {
        TlsCertificates = { new TlsCertificate { CertificateChain = new DataSource { Filename = Chain }, PrivateKey = new DataSource { Filename = Key } } },
    };

    private static TransportSocket Socket(Google.Protobuf.IMessage context) => new() { Name = "tls", TypedConfig = Any.Pack(context) };
}
