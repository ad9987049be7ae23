using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Cluster = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>Certificates and roots that a control plane delivers (SDS).</summary>
public sealed class DiscoverySecretsTests
{
    private static readonly DiscoverySettings Settings = new(["control:1"], new Node { Id = "n", Cluster = "web" }) { IsOwnSecret = name => name == "own" };
    private static readonly Instant Start = new(0);
    private readonly PemPair _pair = new();
    private readonly SecretStore _store = new(new FakeTimeProvider());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_names_are_asked_for_together_and_none_that_this_process_makes_itself(bool isDelta)
    {
        var state = Opened(isDelta);
        var step = Receive(state, DiscoveredType.Cluster, [], Secured("a", "own", "roots"), Secured("b", "other", "roots"), Discovered.Cluster("c"));

        Assert.Equal(["other", "roots"], step.Questions.Single(question => question.Type == DiscoveredType.Secret).Names);
    }

    [Fact]
    public void A_cluster_waits_for_its_secrets_and_not_for_ever()
    {
        var state = Opened();
        Receive(state, DiscoveredType.Cluster, [], Secured("a", "other", "roots"));
        Receive(state, DiscoveredType.Endpoints, [], Discovered.Assignment("a", 1));
        Receive(state, DiscoveredType.Secret, [], Identity("other", _pair));
        Assert.Empty(state.Assemble(Start).StaticResources.Clusters);
        Assert.Equal(["a"], state.Warming);

        var later = Start + DiscoverySettings.PatienceUsual;
        state.Expire(later);
        Assert.Single(state.Assemble(later).StaticResources.Clusters);
    }

    [Fact]
    public void A_secret_changes_nothing_that_runs()
    {
        var state = Opened();
        Receive(state, DiscoveredType.Cluster, [], Secured("a", "other", "roots"));
        Receive(state, DiscoveredType.Endpoints, [], Discovered.Assignment("a", 1));
        Receive(state, DiscoveredType.Secret, [], Identity("other", _pair), Roots("roots", _pair));
        var before = Assert.Single(state.Assemble(Start).StaticResources.Clusters);
        Receive(state, DiscoveredType.Secret, [], Identity("other", new PemPair()), Roots("roots", _pair));

        Assert.Same(before, Assert.Single(state.Assemble(Start).StaticResources.Clusters));
    }

    [Fact]
    public void What_is_not_sound_is_refused_and_the_last_good_stays()
    {
        var state = Opened();
        Receive(state, DiscoveredType.Cluster, [], Secured("a", "other", "roots"));
        Receive(state, DiscoveredType.Secret, [], Identity("other", _pair));
        var half = Identity("other", _pair);
        half.TlsCertificate.CertificateChain = new DataSource { InlineString = new PemPair().Certificate };
        var file = Roots("roots", _pair);
        file.ValidationContext.TrustedCa = new DataSource { Filename = "/etc/passwd" };

        Assert.Equal(
            "secret 'other': private_key: does not belong to the certificate; in certificate_chain the certificate itself comes first; " +
            "secret 'roots': what is delivered holds its bytes: use inline_bytes or inline_string",
            Receive(state, DiscoveredType.Secret, [], half, file).Questions[0].Problem);
        Assert.Equal(_pair.Certificate, ((Secret)state.Ledger(DiscoveredType.Secret).Accepted["other"].Message).TlsCertificate.CertificateChain.InlineString);
    }

    [Fact]
    public void A_secret_that_is_said_to_be_gone_stays_until_there_is_another()
    {
        var state = Opened(isDelta: true);
        Receive(state, DiscoveredType.Cluster, [], Secured("a", "other", "roots"));
        Receive(state, DiscoveredType.Secret, [], Identity("other", _pair));
        Receive(state, DiscoveredType.Secret, ["other", "roots"]);

        Assert.Single(state.Ledger(DiscoveredType.Secret).Accepted);
        Assert.False(state.Ledger(DiscoveredType.Secret).IsAwaited("roots"));
    }

    [Fact]
    public void Handshakes_find_what_was_accepted_and_lose_it_a_while_after_the_last_who_needs_it()
    {
        var (state, secrets) = (Opened(), new DiscoverySecrets(_store));
        Receive(state, DiscoveredType.Cluster, [], Secured("a", "other", "roots"));
        Receive(state, DiscoveredType.Endpoints, [], Discovered.Assignment("a", 1));
        Receive(state, DiscoveredType.Secret, [], Identity("other", _pair), Roots("roots", _pair));
        secrets.Take(state.Ledger(DiscoveredType.Secret).Accepted, null, Start);
        var inForce = state.Assemble(Start);
        Assert.NotNull(_store.Identity("other"));
        Assert.NotNull(_store.Roots("roots"));

        Receive(state, DiscoveredType.Cluster, []);
        secrets.Take(state.Ledger(DiscoveredType.Secret).Accepted, inForce, Start);
        var later = Start + DiscoverySecrets.LingerMax;
        secrets.Take(state.Ledger(DiscoveredType.Secret).Accepted, inForce, later);
        Assert.NotNull(_store.Identity("other"));
        secrets.Take(state.Ledger(DiscoveredType.Secret).Accepted, new Bootstrap { StaticResources = new() }, later);
        Assert.Null(_store.Identity("other"));
        Assert.Null(_store.Roots("roots"));
    }

    [Fact]
    public async Task A_private_key_never_comes_to_the_disk()
    {
        var folder = Directory.CreateTempSubdirectory("actormesh-keys-").FullName;
        try
        {
            var state = Opened();
            Receive(state, DiscoveredType.Cluster, [], Secured("a", "other", "roots"));
            Receive(state, DiscoveredType.Secret, [], Identity("other", _pair), Roots("roots", _pair));
            var keeper = new DiscoveryKeeper(folder, new FakeTimeProvider(), new Random(1), problem => Assert.Null(problem));
            await keeper.Try(state, "control");
            keeper.Begin();
            await keeper.Close();

            var kept = string.Concat(Directory.GetFiles(folder).Select(file => File.ReadAllText(file, System.Text.Encoding.Latin1)));
            Assert.Contains("BEGIN CERTIFICATE", kept, StringComparison.Ordinal);
            Assert.DoesNotContain("PRIVATE KEY", kept, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Who_is_denied_comes_with_the_roots_and_goes_with_the_next_ones()
    {
        var state = Opened();
        var secrets = new DiscoverySecrets(_store);
        Receive(state, DiscoveredType.Cluster, [], Secured("a", "own", "spiffe://shop.local"));
        Take("4abc", "spiffe://shop.local/ns/default/sa/web");
        Assert.Equal(["4abc", "spiffe://shop.local/ns/default/sa/web"], _store.Workloads.Denied.Peers);
        var before = _store.Workloads.Denied;
        secrets.Take(state.Ledger(DiscoveredType.Secret).Accepted, null, Start);
        Assert.Same(before, _store.Workloads.Denied);
        Take();
        Assert.Empty(_store.Workloads.Denied.Peers);

        void Take(params string[] denied)
        {
            var roots = Roots("spiffe://shop.local", _pair);
            roots.ValidationContext.ActormeshDenied.AddRange(denied);
            Receive(state, DiscoveredType.Secret, [], roots);
            secrets.Take(state.Ledger(DiscoveredType.Secret).Accepted, null, Start);
        }
    }

    /// <summary>However often the process ends from then on, and whatever was proven before.</summary>
    [Fact]
    public async Task Who_is_denied_while_nothing_else_changes_is_denied_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("actormesh-denied-").FullName;
        try
        {
            var (state, clock) = (Opened(), new FakeTimeProvider());
            var keeper = new DiscoveryKeeper(folder, clock, new Random(1), problem => Assert.Null(problem));
            Receive(state, DiscoveredType.Cluster, [], Secured("a", "own", "roots"));
            Receive(state, DiscoveredType.Secret, [], Roots("roots", _pair));
            await keeper.Try(state, "control");
            keeper.Begin();
            keeper.Prove(keeper.Begun()!);
            var roots = Roots("roots", _pair);
            roots.ValidationContext.ActormeshDenied.Add("4abc");
            Receive(state, DiscoveredType.Secret, [], roots);

            keeper.Note(state);
            var begun = keeper.Begun();
            keeper.Note(state);
            Assert.Null(keeper.Begun());
            await keeper.Try(state, "control");
            Assert.Equal(roots, Kept());
            clock.Advance(BootGuard.ProvenAfter);
            keeper.Prove(begun!);
            await keeper.Try(state, "control");
            for (var life = 0; life < 5; life++) Assert.Equal(roots, Kept());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Secret Kept()
        {
            var store = new DiscoveryStore(folder);
            var kept = store.Load(Start).Kept!;
            store.Save();
            return kept.Resources.Single(resource => resource.Type == DiscoveredType.Secret).Body.Unpack<Secret>();
        }
    }

    private static DiscoveryState Opened(bool isDelta = false)
    {
        var state = new DiscoveryState(Settings with { IsDelta = isDelta }, new Bootstrap(), Start);
        state.Open();
        return state;
    }

    private static DiscoveryStep Receive(DiscoveryState state, DiscoveredType type, string[] removed, params IMessage[] resources) => state.Receive(
        new DiscoveryAnswer(type, "1", "nonce", [.. resources.Select(resource => new DiscoveryAnswer.Item("1", Any.Pack(resource)))], removed, ""), Start);

    private static Cluster Secured(string name, string identity, string roots)
    {
        var context = new UpstreamTlsContext { CommonTlsContext = new CommonTlsContext { TlsCertificateSdsSecretConfigs = { Delivered(identity) }, ValidationContextSdsSecretConfig = Delivered(roots) } };
        var cluster = Discovered.Cluster(name);
        cluster.TransportSocket = new TransportSocket { Name = "tls", TypedConfig = Any.Pack(context) };
        return cluster;
    }

    private static SdsSecretConfig Delivered(string name) => new() { Name = name, SdsConfig = new ConfigSource { Ads = new AggregatedConfigSource() } };

    private static Secret Identity(string name, PemPair pair) => new()
    {
        Name = name,
        TlsCertificate = new TlsCertificate { CertificateChain = new DataSource { InlineString = pair.Certificate }, PrivateKey = new DataSource { InlineString = pair.Key } },
    };

    private static Secret Roots(string name, PemPair pair) =>
        new() { Name = name, ValidationContext = new CertificateValidationContext { TrustedCa = new DataSource { InlineString = pair.Certificate } } };
}
