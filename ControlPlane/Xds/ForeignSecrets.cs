using ActorMesh.ControlPlane.Resources;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Which names one client asked for that are not its to have; each is told once.</summary>
internal sealed class ForeignSecrets
{
    /// <summary>More are not told one by one.</summary>
    internal const int ToldMax = 100;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <param name="names">Of one request.</param>
    public IReadOnlyList<string> In(IEnumerable<string> names, ResourceSet served) =>
        [.. names.Where(name => name != "*" && !served.ByName.ContainsKey(name) && _told.Count < ToldMax && _told.Add(name))];
}
