using System.Net;
using System.Runtime.InteropServices;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>
/// How often certificates of one identity are renewed from one <see cref="CallerNetwork"/>: some replicas on a machine, and the applications beside them.
/// So nobody who holds one takes what the replicas elsewhere need; that each renewal makes another certificate does not count. One caller at a time.
/// </summary>
internal sealed class RenewalLimits
{
    /// <summary>Within one <see cref="Window"/>: a fifth of what the identity gets in it.</summary>
    public const int PerNetworkMax = 60;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Identity, IPAddress Network), int> _counts = [];
    private DateTimeOffset _since;

    /// <returns>Why not now; null when it may.</returns>
    public string? Problem(string identity, IPAddress address, DateTimeOffset now)
    {
        if (now >= _since + Window || now < _since)
        {
            _since = now;
            _counts.Clear();
        }
        return _counts.GetValueOrDefault((identity, CallerNetwork.Of(address))) < PerNetworkMax
            ? null
            : $"{identity} was renewed {PerNetworkMax} times from {address} within {Window.TotalSeconds:0} s; try again in {Math.Ceiling((_since + Window - now).TotalSeconds)} s";
    }

    /// <summary>It was renewed, as it might.</summary>
    public void Count(string identity, IPAddress address) => CollectionsMarshal.GetValueRefOrAddDefault(_counts, (identity, CallerNetwork.Of(address)), out _)++;
}
