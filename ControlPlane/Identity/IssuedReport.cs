using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>What control nodes have signed.</summary>
/// <param name="Silent">Nodes of which something is missing, and why.</param>
public sealed record IssuedReport(IReadOnlyList<NodeCertificate> Certificates, IReadOnlyList<(string Node, string Problem)> Silent)
{
    private const int NamesMax = 3;

    /// <param name="root">As people are shown it.</param>
    /// <returns>Whom it cuts off when the root is believed no more, and what to do; null when it is nobody.</returns>
    public string? HeldProblem(string root)
    {
        var held = Held(root);
        if (held.Count == 0 && Silent.Count == 0) return null;
        var names = held.Select(one => one.Identity).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var more = names.Count > NamesMax ? $" and {names.Count - NamesMax} more" : "";
        var whose = held.Count > 0
            ? $"{held.Count} certificates that {root} signed are in use still, of {string.Join(", ", names.Take(NamesMax))}{more}: nobody would believe them any more"
            : $"what {string.Join(", ", Silent.Select(silent => silent.Node))} has signed is not known: {Silent[0].Problem}";
        return $"{whose}; sidecars that are attached renew theirs within minutes, and actormesh cert rotate does one at once; try again then, or leave it to its time without --now; --cut-off does not wait for them";
    }

    // What its holder has replaced lies about for as long as it lives, and cuts nobody off.
    private List<IssuedCertificate> Held(string root)
    {
        var replaced = Certificates.Select(one => (one.Certificate.Identity, one.Certificate.Replaces)).ToHashSet();
        return [.. Certificates.Select(one => one.Certificate).Where(one => one.Issuer == root && !replaced.Contains((one.Identity, one.Serial)))];
    }
}
