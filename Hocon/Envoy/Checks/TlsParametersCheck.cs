using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Version = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.TlsParameters.Types.TlsProtocol;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class TlsParametersCheck
{
    public static void Run(TlsParameters parameters, CheckContext context)
    {
        var (least, most) = (parameters.TlsMinimumProtocolVersion, parameters.TlsMaximumProtocolVersion);
        var isSound = IsSound(parameters, TlsParameters.TlsMinimumProtocolVersionFieldNumber, least, context)
            & IsSound(parameters, TlsParameters.TlsMaximumProtocolVersionFieldNumber, most, context);
        if (isSound && most != Version.TlsAuto && least > most)
            context.Error(parameters, TlsParameters.TlsMaximumProtocolVersionFieldNumber, "must not be below tls_minimum_protocol_version");
    }

    // RFC 8996 deprecates both.
    private static bool IsSound(TlsParameters parameters, int field, Version version, CheckContext context)
    {
        if (version is not (Version.Tlsv10 or Version.Tlsv11)) return true;
        context.Error(parameters, field, "TLS 1.0 and 1.1 are broken and not spoken", "use TLSv1_2 or TLSv1_3");
        return false;
    }
}
