namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>Which names of a service are accepted.</summary>
/// <param name="Fit">How the name is to be like the text.</param>
public sealed record ServiceNameTest(NameFit Fit, string Text, bool IgnoresCase)
{
    public bool Accepts(string name)
    {
        var comparison = IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return Fit switch
        {
            NameFit.Exact => name.Equals(Text, comparison),
            NameFit.Prefix => name.StartsWith(Text, comparison),
            NameFit.Suffix => name.EndsWith(Text, comparison),
            _ => name.Contains(Text, comparison),
        };
    }
}
