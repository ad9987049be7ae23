namespace ActorMesh.DataPlane.Configuration.Secrets;

/// <summary>What came of reading the secrets of a configuration.</summary>
/// <param name="Sources">All of them.</param>
/// <param name="Secrets">By name, those that are sound.</param>
/// <param name="Problems">By name, what is wrong with the others.</param>
public sealed record LoadedSecrets(
    IReadOnlyList<SecretSource> Sources, IReadOnlyDictionary<string, LoadedSecret> Secrets, IReadOnlyDictionary<string, string> Problems)
{
    public static readonly LoadedSecrets None = Read([], default);

    /// <summary>Blocks on the disk where they are in files.</summary>
    public static LoadedSecrets Read(IReadOnlyList<SecretSource> sources, DateTimeOffset now)
    {
        var secrets = new Dictionary<string, LoadedSecret>(StringComparer.Ordinal);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            try
            {
                secrets[source.Name] = SecretReader.Read(source.Content, now);
            }
            catch (InvalidDataException e)
            {
                problems[source.Name] = e.Message;
            }
        }
        return new LoadedSecrets(sources, secrets, problems);
    }

    /// <param name="isThere">By name; what was there before stays in use.</param>
    /// <param name="mayClustersLack">Whether only listeners are refused.</param>
    /// <exception cref="ResourceException">A secret is not sound, and there is no earlier one.</exception>
    public void Require(Func<string, bool> isThere, bool mayClustersLack)
    {
        foreach (var source in Sources)
            if (Problems.TryGetValue(source.Name, out var problem) && !isThere(source.Name) && !(mayClustersLack && source.Resource.StartsWith("cluster ", StringComparison.Ordinal)))
                throw new ResourceException(source.Resource, $"{source.Path}{problem}");
    }
}
