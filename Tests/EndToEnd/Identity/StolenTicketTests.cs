using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Security;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Tickets travel in the clear (RFC 8446, section 4.2.11): who has seen one must not be taken for whom it was given to.</summary>
public sealed class StolenTicketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("ticket");
    private readonly TestAuthority _root = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_ticket_is_of_no_use_to_who_cannot_prove_to_have_been_given_it()
    {
        var port = FreePorts.Take();
        using var web = _root.Issue("web");
        using var orders = _root.Issue("orders");
        var (caller, own) = (PemFiles.Write(_folder, "web", web), PemFiles.Write(_folder, "orders", orders));
        await using var sidecar = await SidecarProcess.Start(Resources(port, own));
        var (server, ticket) = ($"127.0.0.1:{port}", _folder.File("ticket.pem"));

        // With a cipher of one hash it was given...
        Assert.Equal(200, (await OpenSsl.Connect(server, caller, options: ["-sess_out", ticket, "-ciphersuites", "TLS_AES_128_GCM_SHA256"])).Status);
        Assert.Equal(403, (await OpenSsl.Connect(server, shown: null)).Status);
        Assert.Equal(200, (await OpenSsl.Connect(server, shown: null, options: ["-sess_in", ticket, "-ciphersuites", "TLS_AES_128_GCM_SHA256"])).Status);
        // ... with one of another it cannot be used, and what proves its owner is not even looked at.
        Assert.Equal(403, (await OpenSsl.Connect(server, shown: null, options: ["-sess_in", ticket, "-ciphersuites", "TLS_AES_256_GCM_SHA384"])).Status);
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    /// <summary>A listener that lets in who shows no certificate, and answers to nobody but <c>web</c>.</summary>
    private Bootstrap Resources(int port, PemFiles own)
    {
        const string Web = "spiffe://shop.local/ns/default/sa/web";
        var socket = TransportSocket.Downstream(own, _folder.Write("roots.pem", _root.Certificate.ExportCertificatePem()), Web)
            .Replace("require_client_certificate: true", "require_client_certificate: false", StringComparison.Ordinal);
        const string Rules = "{ name: rbac, typed_config: { '@type': type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC, rules: { action: ALLOW, policies: { web: { "
            + $"permissions: [ {{ any: true }} ], principals: [ {{ authenticated: {{ principal_name: {{ exact: '{Web}' }} }} }} ] }} }} }} }} }}";
        return new Bootstrap { Secured = new Dictionary<string, string>(StringComparer.Ordinal) { ["in"] = socket } }
            .Http("in", port, ["{ match: { prefix: '/' }, direct_response: { status: 200 } }"], filters: [Rules]);
    }
}
