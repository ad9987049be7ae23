using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Channels;
using ActorMesh.DataPlane.Configuration.Secrets;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>How a foreign control plane is connected to: as the transport_socket of the cluster says that names it in a bootstrap.</summary>
public sealed class ServerSecurity
{
    private readonly IReadOnlyList<SecretSource> _sources;
    private readonly SecretBook _book;
    private readonly UpstreamSecurity _security;

    private ServerSecurity(ClientTls tls, string host, IReadOnlyList<SecretSource> sources, SecretStore store) =>
        (_sources, _book, _security) = (sources, new SecretBook(store), new UpstreamSecurity(tls, host, store));

    /// <param name="name">Of the cluster.</param>
    /// <returns>Null: connections are plain.</returns>
    /// <exception cref="ResourceException">It cannot be carried out; the message says why.</exception>
    public static ControlPlaneTls? Of(Bootstrap bootstrap, string name, TimeProvider clock)
    {
        var cluster = bootstrap.StaticResources.Clusters.Single(cluster => cluster.Name == name);
        var resource = $"cluster '{name}'";
        if (TlsContextCompiler.Client(resource, cluster.TransportSocket) is not { } tls) return null;
        if (tls.Server is null) throw new ResourceException(resource, "whoever answers would be believed to be the control plane; name the authority in trusted_ca");
        if (DeliveredSecrets.In(cluster.TransportSocket).FirstOrDefault() is { } delivered)
            throw new ResourceException(resource, $"secret '{delivered.Name}' cannot come from the control plane that it is needed for; name files");
        string?[] needed = [tls.IdentityName, tls.Server.RootsName];
        var sources = SecretSources.Of(bootstrap).Where(source => needed.Contains(source.Name, StringComparer.Ordinal)).ToList();
        var security = new ServerSecurity(tls, HostOf(cluster), sources, new SecretStore(clock));
        security.Read(clock).Require(_ => false, mayClustersLack: false);
        return new ControlPlaneTls(() => security.Identity(clock), security.Problem) { ServerName = security._security.ServerName, Versions = tls.Protocols };
    }

    private static string HostOf(Cluster cluster) =>
        cluster.LoadAssignment.Endpoints.SelectMany(locality => locality.LbEndpoints).FirstOrDefault()?.Endpoint.Address.SocketAddress.Address ?? "";

    /// <summary>Files are read again by each connection, of which there are few; those that are not sound leave what was there before.</summary>
    private TlsIdentity? Identity(TimeProvider clock)
    {
        Read(clock);
        return HandshakeSecrets.Of(_security)?.Identity;
    }

    private LoadedSecrets Read(TimeProvider clock)
    {
        var found = LoadedSecrets.Read(_sources, clock.GetUtcNow());
        foreach (var (name, secret) in found.Secrets) _book.Put(name, secret);
        return found;
    }

    private string? Problem(X509Certificate2 shown, X509Certificate2Collection above)
    {
        if (HandshakeSecrets.Of(_security)?.Check is not { } check) return "the roots to check it by are not there";
        return check.Accepts(new ShownCertificates(shown, above)) ? null : check.Problem;
    }
}
