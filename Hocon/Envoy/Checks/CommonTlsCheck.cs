using System.Text;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Combined = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.CommonTlsContext.Types.CombinedCertificateValidationContext;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class CommonTlsCheck
{
    private const int ProtocolLengthMax = 255;

    public static void Run(CommonTlsContext common, CheckContext context)
    {
        var (files, names) = (CommonTlsContext.TlsCertificatesFieldNumber, CommonTlsContext.TlsCertificateSdsSecretConfigsFieldNumber);
        if (common.TlsCertificates.Count > 0 && common.TlsCertificateSdsSecretConfigs.Count > 0)
            context.Error(common, names, "tls_certificates says already which certificate is shown", "keep one of the two");
        if (common.TlsCertificates.Count > 1) Second(common, files, context);
        if (common.TlsCertificateSdsSecretConfigs.Count > 1) Second(common, names, context);

        foreach (var (index, protocol) in common.AlpnProtocols.Index())
            if (Encoding.UTF8.GetByteCount(protocol) is 0 or > ProtocolLengthMax)
                context.Error(common, CommonTlsContext.AlpnProtocolsFieldNumber, index, $"a protocol has 1 to {ProtocolLengthMax} bytes");

        if (common.ValidationContext is { } validation) PeerValidationCheck.WithoutRoots(validation, context);
        if (common.CombinedValidationContext is not { } combined) return;
        context.Require(combined, Combined.ValidationContextSdsSecretConfigFieldNumber, "use validation_context where nothing is delivered");
        if (combined.DefaultValidationContext?.TrustedCa is not null)
            context.Error(
                combined.DefaultValidationContext, CertificateValidationContext.TrustedCaFieldNumber, "the roots that are delivered stand for these",
                "remove it, or use validation_context");
    }

    private static void Second(CommonTlsContext common, int field, CheckContext context) =>
        context.Error(common, field, 1, "one certificate is shown to everybody", "keep one; for another name, give another filter chain a filter_chain_match with server_names");
}
