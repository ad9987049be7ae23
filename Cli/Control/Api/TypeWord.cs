using ActorMesh.ControlPlane.Resources;

namespace ActorMesh.Cli.Control.Api;

/// <summary>The usual abbreviation for a type of resource: <c>CDS</c> is how clusters come.</summary>
internal static class TypeWord
{
    public static string Of(string typeUrl) => typeUrl switch
    {
        ResourceTypes.Cluster => "CDS",
        ResourceTypes.Endpoints => "EDS",
        ResourceTypes.Listener => "LDS",
        ResourceTypes.Route => "RDS",
        ResourceTypes.Secret => "SDS",
        _ => typeUrl[(typeUrl.LastIndexOf('.') + 1)..],
    };
}
