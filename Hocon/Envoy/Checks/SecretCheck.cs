using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class SecretCheck
{
    public static void Run(Secret secret, CheckContext context)
    {
        context.Require(secret, Secret.NameFieldNumber);
        if (!context.RequireOneOf(secret, Secret.TlsCertificateFieldNumber) || secret.ValidationContext is not { } validation) return;
        context.Require(validation, CertificateValidationContext.TrustedCaFieldNumber, "a secret brings the roots");
        // They would be meant for all who use the secret, and a context says by itself whom it means.
        foreach (var field in (int[])
                 [
                     CertificateValidationContext.MatchTypedSubjectAltNamesFieldNumber, CertificateValidationContext.VerifyCertificateHashFieldNumber,
                     CertificateValidationContext.VerifyCertificateSpkiFieldNumber, CertificateValidationContext.AllowExpiredCertificateFieldNumber,
                 ])
            if (context.Mentions(validation, field))
                context.Error(validation, field, "of a secret only trusted_ca is taken", "put it into combined_validation_context.default_validation_context");
    }

    public static void Run(SdsSecretConfig named, CheckContext context)
    {
        if (!context.Require(named, SdsSecretConfig.NameFieldNumber) || named.SdsConfig is not null) return;
        if (context.All<Bootstrap>().FirstOrDefault() is { } bootstrap && bootstrap.StaticResources?.Secrets.Any(secret => secret.Name == named.Name) != true)
            context.Error(
                named, SdsSecretConfig.NameFieldNumber, $"static_resources.secrets has no {Quoted.Of(named.Name)}", "add it there, or write sds_config: { ads: {} }");
    }
}
