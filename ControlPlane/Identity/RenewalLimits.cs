namespace ActorMesh.ControlPlane.Identity;

/// <summary>
/// How often one certificate has others made: its own successor, one for the application beside it, and a few tries more. So nobody who holds one takes
/// what the other workloads of the same name need. One caller at a time.
/// </summary>
internal sealed class RenewalLimits
{
    /// <summary>Within one <see cref="Window"/>.</summary>
    public const int PerCertificateMax = 8;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private DateTimeOffset _since;

    /// <returns>Why not now; null when it may.</returns>
    public string? Take(string serial, DateTimeOffset now)
    {
        if (now >= _since + Window || now < _since)
        {
            _since = now;
            _counts.Clear();
        }
        var count = _counts.GetValueOrDefault(serial);
        if (count >= PerCertificateMax)
            return $"by the certificate {serial.ToLowerInvariant()} {PerCertificateMax} others were asked for within {Window.TotalSeconds:0} s; try again in {Math.Ceiling((_since + Window - now).TotalSeconds)} s";
        _counts[serial] = count + 1;
        return null;
    }
}
