using System.Globalization;

namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>How many attempts there were, and how many of them were bad.</summary>
public readonly record struct AttemptCount(int Bad, int Attempts)
{
    /// <summary>0..1; 0 when there was no attempt.</summary>
    public double Ratio => Attempts == 0 ? 0 : (double)Bad / Attempts;

    /// <summary>At least this share is bad, of at least so many.</summary>
    internal bool Reaches(double ratio, int attemptsMin) => Attempts >= attemptsMin && Bad > 0 && Bad >= ratio * Attempts;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bad} of {Attempts} ({Ratio * 100:0.#} %)");
}
