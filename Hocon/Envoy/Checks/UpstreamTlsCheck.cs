using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using ValidationCase = ActorMesh.Runtime.Contracts.Envoy.TransportSecurity.CommonTlsContext.ValidationContextTypeOneofCase;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class UpstreamTlsCheck
{
    private const int NameLengthMax = 255;

    public static void Run(UpstreamTlsContext upstream, CheckContext context)
    {
        if (upstream.AllowRenegotiation)
            context.Error(
                upstream, UpstreamTlsContext.AllowRenegotiationFieldNumber, "a connection that was verified does not become another one", "leave it off; TLS 1.3 has none");
        if (upstream.Sni.Length > NameLengthMax)
            context.Error(upstream, UpstreamTlsContext.SniFieldNumber, $"has {upstream.Sni.Length} characters; a server's name has at most {NameLengthMax}");
        var common = upstream.CommonTlsContext;
        if (common is { ValidationContextTypeCase: not ValidationCase.None and not ValidationCase.ValidationContext }
            || (common?.ValidationContext is { } validation && PeerValidationCheck.IsVerified(validation))) return;
        if (upstream.AutoSniSanValidation)
            context.Error(
                upstream, UpstreamTlsContext.AutoSniSanValidationFieldNumber, "the name in a certificate that is not verified proves nothing",
                "name the authority of the endpoints in validation_context.trusted_ca");
        context.Warning(
            upstream, UpstreamTlsContext.CommonTlsContextFieldNumber, "the endpoints' certificate is not verified: whoever answers is believed",
            "name the authority of the endpoints in validation_context.trusted_ca, and what they are called in match_typed_subject_alt_names");
    }
}
