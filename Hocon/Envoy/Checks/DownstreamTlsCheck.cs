using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ValidationCase = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.CommonTlsContext.ValidationContextTypeOneofCase;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class DownstreamTlsCheck
{
    public static void Run(DownstreamTlsContext downstream, CheckContext context)
    {
        if (!context.Require(downstream, DownstreamTlsContext.CommonTlsContextFieldNumber, "say with which certificate the listener proves itself")) return;
        var common = downstream.CommonTlsContext;
        if (common.TlsCertificates.Count + common.TlsCertificateSdsSecretConfigs.Count == 0)
            context.Error(
                common, CommonTlsContext.TlsCertificatesFieldNumber, "without a certificate the listener cannot prove itself, so that no client would go on",
                "add a certificate_chain and a private_key, or a name in tls_certificate_sds_secret_configs");
        if (downstream.RequireClientCertificate == true && !IsVerified(common))
            context.Error(
                downstream, DownstreamTlsContext.RequireClientCertificateFieldNumber, "a certificate that is not verified proves nothing, so that everybody could make one",
                "name the authority of the clients in validation_context.trusted_ca");
    }

    private static bool IsVerified(CommonTlsContext common) => common.ValidationContextTypeCase switch
    {
        ValidationCase.None => false,
        ValidationCase.ValidationContext => PeerValidationCheck.IsVerified(common.ValidationContext),
        _ => true,
    };
}
