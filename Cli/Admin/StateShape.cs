using ActorMesh.DataPlane;

namespace ActorMesh.Cli.Admin;

/// <summary>Where the sidecar is in its life, in Envoy's words.</summary>
internal sealed record StateShape(string State)
{
    public static StateShape Of(SidecarState state) => new(Word(state));

    public static string Word(SidecarState state) => state switch
    {
        SidecarState.Live => "LIVE",
        SidecarState.Draining => "DRAINING",
        _ => "INITIALIZING",
    };
}
