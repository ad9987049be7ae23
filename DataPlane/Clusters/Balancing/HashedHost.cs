using System.Text;
using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>An endpoint as consistent hashing sees it.</summary>
/// <param name="Cell">The endpoint.</param>
/// <param name="Key">What is hashed to place it, in UTF-8.</param>
/// <param name="Weight">Its share of all keys; the shares of a set sum to 1.</param>
internal readonly record struct HashedHost(EndpointCell Cell, byte[] Key, double Weight)
{
    /// <summary>Normalises weights (endpoint within locality, locality within priority) and sorts by key.</summary>
    /// <param name="members">The members to place; may be empty.</param>
    /// <param name="settings">Says whether localities are weighted and host names hashed.</param>
    /// <param name="localityWeights">Looked at only if they are.</param>
    /// <remarks>
    /// Sorted, because the place in the list decides who gets the odd entry of a ring or a contested slot of a table, and DNS
    /// shuffles its answers: sidecars with the same members must agree on every key.
    /// A locality without weight is left out; if none has any, all are used as if they were not weighted, since a forgotten weight is no
    /// reason to refuse everything.
    /// </remarks>
    public static HashedHost[] From(IReadOnlyList<ClusterMember> members, BalancingSettings settings, LocalityWeights localityWeights)
    {
        var localities = members
            .GroupBy(member => settings.LocalityWeighted ? member.Locality : Locality.Unknown)
            .Select(group => (
                Members: group.ToArray(),
                Weight: settings.LocalityWeighted ? localityWeights.Of(group.First().Priority, group.Key) : 1u))
            .ToArray();
        if (localities.All(locality => locality.Weight == 0)) localities = [(members.ToArray(), 1u)];
        var localitySum = localities.Sum(locality => (double)locality.Weight);
        return localities
            .Where(locality => locality.Weight > 0)
            .SelectMany(locality => Share(locality.Members, locality.Weight / localitySum, settings))
            .OrderBy(host => host.Text, StringComparer.Ordinal)
            .Select(host => host.Hashed)
            .ToArray();
    }

    private static IEnumerable<(string Text, HashedHost Hashed)> Share(
        ClusterMember[] members, double localityShare, BalancingSettings settings)
    {
        var sum = members.Sum(member => (double)member.Weight);
        foreach (var member in members)
        {
            var key = KeyOf(member, settings.UseHostnameForHashing);
            yield return (key, new HashedHost(member.Cell, Encoding.UTF8.GetBytes(key), member.Weight * localityShare / sum));
        }
    }

    /// <summary>A hash key of the endpoint's own wins, then the host name if asked for and present, then the address.</summary>
    private static string KeyOf(ClusterMember member, bool useHostname)
    {
        var hasOwnKey = member.Cell.HashKey != member.Cell.Name;
        return useHostname && !hasOwnKey && member.Hostname.Length > 0 ? member.Hostname : member.Cell.HashKey;
    }
}
