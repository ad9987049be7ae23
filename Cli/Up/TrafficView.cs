using System.Globalization;
using ActorMesh.Cli.Traffic;

namespace ActorMesh.Cli.Up;

/// <summary>The load that is driven, in one line.</summary>
/// <param name="Rate">As in <c>50/s</c>.</param>
internal sealed record TrafficView(string Rate, string Targets, TrafficCount Count)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"traffic {Rate} to {Targets}: {Count.Ok} ok, {Count.Failed} failed, {Count.Late} late");
}
