using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;

namespace ActorMesh.Runtime.Identity;

/// <summary>Who is believed nowhere in a mesh, whatever certificate it shows. Immutable: a change makes another one.</summary>
public sealed class DenyList
{
    /// <summary>Entries: each sidecar has all of them.</summary>
    public const int PeersMax = 1_000;

    public static readonly DenyList Empty = new([]);

    private readonly FrozenSet<string> _peers;

    /// <param name="peers">In the form of <see cref="Normal"/>; others fit nobody.</param>
    public DenyList(IEnumerable<string> peers) => _peers = peers.ToFrozenSet(StringComparer.Ordinal);

    public bool IsEmpty => _peers.Count == 0;

    public IEnumerable<string> Peers => _peers.Order(StringComparer.Ordinal);

    /// <param name="text">The SPIFFE id of a workload, or a serial number in hexadecimal digits, with or without colons.</param>
    /// <returns>As entries are written; null when it is neither.</returns>
    public static string? Normal(string text, out string problem)
    {
        problem = "";
        if (text.StartsWith(SpiffeId.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            if (!SpiffeId.TryParse(text, out var id, out problem)) return null;
            if (id.Path is not ("" or NodeRole.Control)) return $"{id}";
            problem = $"{id} is all control nodes, without which the mesh could not go on: deny the serial number of one certificate";
            return null;
        }
        var digits = text.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant().TrimStart('0');
        if (digits.Length is > 0 and <= 2 * SvidRules.SerialMax && digits.All(char.IsAsciiHexDigit)) return digits;
        problem = "it is neither a SPIFFE id, such as spiffe://mesh/ns/default/sa/orders, nor the serial number of a certificate";
        return null;
    }

    /// <summary>As an entry has it.</summary>
    public static string SerialOf(X509Certificate2 certificate) => certificate.SerialNumber.ToLowerInvariant().TrimStart('0');

    /// <summary>Whether somebody is denied who was let in. Nobody, where it proved nothing.</summary>
    public bool Has(PeerIdentity? peer) => peer is not null && ProblemOf(peer.Uris, peer.Certificate) is not null;

    /// <param name="uris">URI names of the certificate.</param>
    public SvidProblem? ProblemOf(IEnumerable<string> uris, X509Certificate2 certificate) => IsEmpty ? null : ProblemOf(uris, SerialOf(certificate));

    /// <param name="serial">As <see cref="SerialOf"/>.</param>
    public SvidProblem? ProblemOf(IEnumerable<string> uris, string serial)
    {
        if (IsEmpty) return null;
        if (uris.FirstOrDefault(_peers.Contains) is { } id) return Denied($"{id} is denied in this mesh", id);
        return _peers.Contains(serial) ? Denied($"the certificate with the serial number {serial} is denied in this mesh", serial) : null;
    }

    private static SvidProblem Denied(string what, string entry) =>
        new(SvidFault.Denied, $"{what}; actormesh cert denied says since when and why, actormesh cert allow {entry} lets it in again");
}
