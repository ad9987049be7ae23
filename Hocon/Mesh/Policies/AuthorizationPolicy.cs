using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Who may send what.</summary>
/// <param name="Default">For a request that no rule allows.</param>
/// <param name="AllowFrom">Services, or <c>ingress</c>. Null: nobody but by rules; where there are none, the callers by <c>calls</c>, and <c>ingress</c> where exposed.</param>
/// <param name="Rules">Finer rules; a request that one of them matches is allowed.</param>
/// <param name="DenyRules">Asked first; a request that one of them matches is denied.</param>
/// <param name="JwtKeys">A file, or an http or https address; null: where the issuer usually has them.</param>
public sealed record AuthorizationPolicy(
    Setting<AuthorizationDefault> Default,
    Setting<IReadOnlyList<string>?> AllowFrom,
    IReadOnlyList<AuthorizationRule> Rules,
    IReadOnlyList<AuthorizationRule> DenyRules,
    Setting<string?> JwtIssuer,
    Setting<string?> JwtAudience,
    Setting<string?> JwtKeys)
{
    /// <summary>The rules that something depends on at that service: where all are allowed anyway, only those that deny.</summary>
    public IEnumerable<AuthorizationRule> Deciding(Service callee) =>
        DenyRules.Concat(Default.Value == AuthorizationDefault.Allow ? [] : Rules).Where(rule => rule.IsAbout(callee));

    internal static AuthorizationPolicy Read(Layers layers) => new(
        layers.Word("default", word => word switch
        {
            "allow" => AuthorizationDefault.Allow,
            "audit" => AuthorizationDefault.Audit,
            _ => AuthorizationDefault.Deny,
        }),
        layers.TextsOrNone("allow-from"),
        [.. layers.Items("rules").OfType<ConfigObject>().Select(AuthorizationRule.Read)],
        [.. layers.Items("deny-rules").OfType<ConfigObject>().Select(AuthorizationRule.Read)],
        layers.TextOrNone("jwt-issuer"),
        layers.TextOrNone("jwt-audience"),
        layers.TextOrNone("jwt-keys"));
}
