namespace ActorMesh.Tests.EndToEnd.Rig.Security;

/// <summary>Envoy's TLS contexts, in YAML's flow style. Both sides show a certificate of files, and believe who has one URI.</summary>
internal static class TransportSocket
{
    /// <param name="roots">File.</param>
    /// <param name="client">URI of the only one who is let in.</param>
    public static string Downstream(PemFiles own, string roots, string client) => Of("DownstreamTlsContext", "require_client_certificate: true, ", own, roots, client);

    /// <param name="server">URI of the only one who is believed.</param>
    /// <inheritdoc cref="Downstream"/>
    public static string Upstream(PemFiles own, string roots, string server) => Of("UpstreamTlsContext", "sni: proof.test, ", own, roots, server);

    /// <summary>Of a server that shows a certificate which stands in the configuration, and asks for none.</summary>
    /// <param name="certificate">PEM, as is <paramref name="key"/>.</param>
    public static string Inline(string certificate, string key) =>
        "transport_socket: { name: tls, typed_config: { '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext, common_tls_context: { "
        + $"tls_certificates: [ {{ certificate_chain: {{ inline_string: {Quoted(certificate)} }}, private_key: {{ inline_string: {Quoted(key)} }} }} ] }} }} }}";

    private static string Quoted(string text) => $"\"{text.Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static string Of(string type, string fields, PemFiles own, string roots, string peer) =>
        $"transport_socket: {{ name: tls, typed_config: {{ '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.{type}, {fields}"
        + "common_tls_context: { tls_params: { tls_minimum_protocol_version: TLSv1_2, tls_maximum_protocol_version: TLSv1_3 }, "
        + $"tls_certificates: [ {{ certificate_chain: {{ filename: '{own.Certificate}' }}, private_key: {{ filename: '{own.Key}' }} }} ], "
        + $"validation_context: {{ trusted_ca: {{ filename: '{roots}' }}, match_typed_subject_alt_names: [ {{ san_type: URI, matcher: {{ exact: '{peer}' }} }} ] }} }} }} }}";
}
