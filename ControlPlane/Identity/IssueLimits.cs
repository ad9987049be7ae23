namespace ActorMesh.ControlPlane.Identity;

/// <summary>How many certificates a node signs in a second. One caller at a time.</summary>
internal sealed class IssueLimits
{
    public const int PerIdentityMax = 5, PerNodeMax = 200;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _second;
    private int _all;

    /// <returns>Why not now; null when it may.</returns>
    public string? Take(string identity, DateTimeOffset now)
    {
        if (now.ToUnixTimeSeconds() is var second && second != _second)
        {
            (_second, _all) = (second, 0);
            _counts.Clear();
        }
        if (_all >= PerNodeMax) return $"this control node has signed {PerNodeMax} certificates in this second; try again in the next";
        var count = _counts.GetValueOrDefault(identity);
        if (count >= PerIdentityMax) return $"{identity} was given {PerIdentityMax} certificates in this second; try again in the next";
        _counts[identity] = count + 1;
        _all++;
        return null;
    }
}
