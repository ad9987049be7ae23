namespace ActorMesh.DataPlane.Clusters;

/// <summary>Where an endpoint stands: region, zone and sub-zone, each possibly empty. Compared by value.</summary>
public sealed record Locality(string Region, string Zone, string SubZone)
{
    /// <summary>The locality of endpoints that name none.</summary>
    public static readonly Locality Unknown = new("", "", "");

    public override string ToString() => $"{Region}/{Zone}/{SubZone}";
}
