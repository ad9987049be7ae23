using System.Globalization;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Leads from a resource as the data plane names it (<c>cluster 'orders'</c>) back to its place in the file.</summary>
internal static class ResourcePosition
{
    /// <returns>The start of the file when the resource is not known.</returns>
    public static SourcePosition Of(string resource, ConfigurationReading reading)
    {
        var parts = resource.Split('\'');
        if (parts.Length != 3) return SourcePosition.Start;
        var position = parts[0] == "listener " ? reading.PositionOfListener(parts[1]) : reading.PositionOfCluster(parts[1]);
        return position is null ? SourcePosition.Start : Parse(position);
    }

    private static SourcePosition Parse(string position)
    {
        var parts = position.Split(':');
        return new SourcePosition(int.Parse(parts[^2], CultureInfo.InvariantCulture), int.Parse(parts[^1], CultureInfo.InvariantCulture));
    }
}
