namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>What one place of the configuration says of access.</summary>
/// <param name="Rules">Enforced; null allows everything.</param>
/// <param name="Shadow">Counted and told, never enforced; null for nothing.</param>
/// <param name="StatPrefix">Stands in the names of statistics of <paramref name="Rules"/>.</param>
/// <param name="ShadowStatPrefix">The same of <paramref name="Shadow"/>.</param>
internal sealed record AccessSettings(AccessRules? Rules, AccessRules? Shadow, string StatPrefix, string ShadowStatPrefix)
{
    /// <summary>Whether decisions are counted for each policy, too.</summary>
    public bool CountsPolicies { get; init; }

    public string Summary => string.Join("; ", new[] { Rules?.Summary, Shadow is { } shadow ? $"only told: {shadow.Summary}" : null }.OfType<string>());
}
