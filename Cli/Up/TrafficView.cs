using System.Globalization;
using ActorMesh.Cli.Traffic;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Up;

/// <summary>The load that is driven, in one line.</summary>
internal sealed record TrafficView(double PerSecond, string Targets, TrafficCount Count)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"traffic {RateText.Of(PerSecond)} to {Targets}: {Count.Ok} ok, {Count.Failed} failed, {Count.Late} late");
}
