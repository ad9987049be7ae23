using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Channels;
using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Tests.Fast.DataPlane.Identity;
using ActorMesh.Tests.Fast.Kit;
using Grpc.Core;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>Control planes that a bootstrap says are reached by TLS.</summary>
public sealed class ServerSecurityTests : IDisposable
{
    private const string Files =
        "tls_certificates: [ { certificate_chain: { filename: FOLDER/own.pem }, private_key: { filename: FOLDER/own.key } } ], " +
        "validation_context: { trusted_ca: { filename: FOLDER/roots.pem }, match_typed_subject_alt_names: [ { san_type: URI, matcher: { exact: spiffe://shop.local/actormesh/control } } ] }, " +
        "tls_params: { tls_maximum_protocol_version: TLSv1_3 }";

    private readonly string _folder = Directory.CreateTempSubdirectory("actormesh-server-").FullName;
    private readonly TestAuthority _authority = new(TimeProvider.System.GetUtcNow());
    private readonly TestAuthority _stranger = new(TimeProvider.System.GetUtcNow(), "CN=stranger");

    public ServerSecurityTests() => Write(_authority, _authority);

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Both_sides_prove_who_they_are_by_what_is_in_the_files()
    {
        await using var host = await IdentityHost.Start(_authority);
        await Report(host, Security(Files)!);
    }

    [Fact]
    public async Task A_server_of_another_root_is_told_nothing()
    {
        await using var host = await IdentityHost.Start(_stranger);
        var refused = await Assert.ThrowsAsync<RpcException>(() => Report(host, Security(Files)!));
        Assert.Contains("is not believed", $"{refused.Status.DebugException}", StringComparison.Ordinal);
        Assert.Equal(0, host.ReportsRead);
    }

    [Fact]
    public async Task The_next_connection_shows_what_is_in_the_files_then()
    {
        await using var host = await IdentityHost.Start(_authority);
        Write(_authority, _stranger);
        var tls = Security(Files)!;
        await Assert.ThrowsAsync<RpcException>(() => Report(host, tls));
        Write(_authority, _authority);
        await Report(host, tls);
        File.WriteAllText(Path.Combine(_folder, "own.pem"), "half of a file");
        await Report(host, tls);
    }

    [Theory]
    [InlineData("tls_params: {}", "whoever answers would be believed to be the control plane")]
    [InlineData("validation_context_sds_secret_config: { name: roots, sds_config: { ads: {}, resource_api_version: V3 } }", "secret 'roots' cannot come from the control plane that it is needed for")]
    [InlineData("validation_context: { trusted_ca: { filename: /nowhere/roots.pem } }", "the file /nowhere/roots.pem is not there")]
    public void What_cannot_be_kept_is_refused(string context, string why) =>
        Assert.Contains(why, Assert.Throws<ResourceException>(() => Security(context)).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_transport_socket_connections_are_plain() => Assert.Null(Security(null));

    private ControlPlaneTls? Security(string? context)
    {
        var socket = context is null
            ? ""
            : $"transport_socket: {{ name: tls, typed_config: {{ '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, common_tls_context: {{ {context.Replace("FOLDER", _folder, StringComparison.Ordinal)} }} }} }}";
        var reading = BootstrapReader.Read(
            $$"""
            node: { id: web-1, cluster: web }
            dynamic_resources:
              ads_config: { api_type: GRPC, transport_api_version: V3, grpc_services: [ { envoy_grpc: { cluster_name: xds } } ] }
              lds_config: { ads: {}, resource_api_version: V3 }
            static_resources:
              clusters:
              - name: xds
                type: STRICT_DNS
                load_assignment: { cluster_name: xds, endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: control, port_value: 18000 } } } } ] } ] }
                {{socket}}
            """,
            "envoy.yaml");
        Assert.NotNull(reading.Bootstrap);
        return ServerSecurity.Of(reading.Bootstrap, "xds", TimeProvider.System);
    }

    private void Write(TestAuthority roots, TestAuthority own)
    {
        using var certificate = own.Issue();
        File.WriteAllText(Path.Combine(_folder, "roots.pem"), roots.Certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "own.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "own.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private static async Task Report(IdentityHost host, ControlPlaneTls tls)
    {
        using var channel = ControlPlaneChannel.To(host.Server, tls, pingEvery: null);
        using var call = new ProxyReports.ProxyReportsClient(channel).Report(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20));
        try
        {
            await call.RequestStream.WriteAsync(new ProxyReport());
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
        {
            // Reading says why.
        }

        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
    }
}
