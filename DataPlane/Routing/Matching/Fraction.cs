namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>A share of all requests. The same random number always falls on the same side.</summary>
internal readonly record struct Fraction(uint Numerator, uint Denominator)
{
    public static readonly Fraction All = new(1, 1);

    public bool Includes(ulong random) => random % Denominator < Numerator;

    public override string ToString() => $"{Numerator}/{Denominator}";
}
