using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Faults;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles trouble on purpose.</summary>
internal static class FaultCompiler
{
    public static FaultSettings Compile(HTTPFault source, ResourcePath path)
    {
        if (source.DownstreamNodes.Count > 0)
            throw path.Field("downstream_nodes").Refuse("is not known here: a caller is not known by its node; use headers");
        return new FaultSettings
        {
            Delay = source.Delay is { } delay ? Share(delay, path.Field("delay")) : null,
            FixedDelay = source.Delay?.FixedDelay?.ToTimeSpan() ?? TimeSpan.Zero,
            Abort = source.Abort is { } abort ? Share(abort, path.Field("abort")) : null,
            AbortStatus = source.Abort is { ErrorTypeCase: FaultAbort.ErrorTypeOneofCase.HttpStatus } known ? (int)known.HttpStatus : 0,
            ActiveMax = source.MaxActiveFaults is { } most ? most : long.MaxValue,
            Cluster = source.UpstreamCluster.Length > 0 ? source.UpstreamCluster : null,
            Conditions = [.. source.Headers.Select((header, i) => HeaderCompiler.Condition(header, path.Item("headers", i)))],
        };
    }

    private static FaultShare Share(FaultDelay source, ResourcePath path)
    {
        var byHeader = source.FaultDelaySecifierCase == FaultDelay.FaultDelaySecifierOneofCase.HeaderDelay;
        if (!byHeader && source.FixedDelay is null) throw path.Refuse("says not how long; give fixed_delay or header_delay");
        if (!byHeader && source.FixedDelay!.ToTimeSpan() <= TimeSpan.Zero) throw path.Field("fixed_delay").Refuse("is not longer than nothing");
        return new FaultShare(Fraction(source.Percentage, path), byHeader, FilterDraw.Delay);
    }

    private static FaultShare Share(FaultAbort source, ResourcePath path)
    {
        var byHeader = source.ErrorTypeCase == FaultAbort.ErrorTypeOneofCase.HeaderAbort;
        if (!byHeader && source.ErrorTypeCase == FaultAbort.ErrorTypeOneofCase.None) throw path.Refuse("says not how; give http_status or header_abort");
        if (!byHeader && source.HttpStatus is < 200 or > 599) throw path.Field("http_status").Refuse($"{source.HttpStatus} is not a final status; expected 200..599");
        return new FaultShare(Fraction(source.Percentage, path), byHeader, FilterDraw.Abort);
    }

    private static Fraction Fraction(FractionalPercent? source, ResourcePath path) =>
        source is null ? new Fraction(0, 100) : RouteCompilation.Fraction(source, path.Field("percentage"));
}
