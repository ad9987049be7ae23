using System.Security.Cryptography;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Tests.Fast.ControlPlane.Authority;
using Akka.Actor;
using Akka.Configuration;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>A control node's service over TLS, its authority, and an identity to have.</summary>
public abstract class IdentityRig : AuthorityRig, IAsyncLifetime
{
    private protected const string Orders = "spiffe://shop.local/ns/default/sa/orders";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "/ns/default/sa/orders", "/ns/default/sa/web" };

    private readonly JournalFile _database = new();

    protected IdentityRig()
        : base(Config.Empty)
    {
        Mesh = Start();
        Leads(Mesh);
        Own = Node("one");
    }

    /// <summary>Of the node that everybody asks if nothing else is said.</summary>
    private protected IdentityContext Own { get; }

    private protected IActorRef Mesh { get; }

    private protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("actormesh-identity-");

    private protected ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private protected List<IdentityServer> Servers { get; } = [];

    public Task InitializeAsync() => Serve(Own);

    public async Task DisposeAsync()
    {
        foreach (var server in Servers) await server.DisposeAsync();
        Own.Audit.Dispose();
        _database.Dispose();
        Folder.Delete(recursive: true);
    }

    private protected IdentityContext Node(string name)
    {
        var sealing = SealingKey.OfKey(new byte[32], "a.key");
        var authority = CertificateAuthority.Open(
            new RootStore(_database.Settings, sealing, Clock), sealing, IdentityTerms.Usual with { TrustDomain = "shop.local" }, Clock);
        return new IdentityContext(
            authority, Mesh, new AuditLog(Path.Combine(Folder.FullName, $"{name}.jsonl"), name, Clock, _ => { }), new IssuedBook(Clock), new IdentityCounters(), Clock)
        {
            Workloads = static () => Known,
        };
    }

    private protected async Task Serve(IdentityContext context)
    {
        var server = new IdentityServer(context);
        Servers.Add(server);
        await server.Start();
    }

    private protected string Token(string identity = Orders)
    {
        var text = TokenSecret.Create(Own.Authority.Bundle, out var hash);
        var created = Ask(Mesh, new CreateToken { Hash = ByteString.CopyFrom(hash), Identity = identity, ExpiresAt = Timestamp.FromDateTimeOffset(Clock.GetUtcNow().AddMinutes(10)) });
        Assert.NotNull(created.Accepted);
        return text;
    }

    private protected async Task<SvidAnswer> Attest(string token, IdentityServer? server = null) =>
        await (server ?? Servers[0]).Client().AttestAsync(new AttestAsk { Token = token, CertificateRequest = IdentityServer.Request(Key) });

    private protected async Task<SvidAnswer> Attest(string token, ByteString request) => await Servers[0].Client().AttestAsync(new AttestAsk { Token = token, CertificateRequest = request });

    private protected async Task<SvidAnswer> Renew(Identities.IdentitiesClient client) => await client.RenewAsync(new RenewAsk { CertificateRequest = IdentityServer.Request(Key) });

    private protected static async Task<StatusCode> Refusal(Task<SvidAnswer> asked) => (await Assert.ThrowsAsync<RpcException>(() => asked)).StatusCode;

    private protected static async Task<string> Reason(Task<SvidAnswer> asked) => (await Assert.ThrowsAsync<RpcException>(() => asked)).Status.Detail;
}
