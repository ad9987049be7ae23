using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class DirectResponseCheck
{
    public static void Run(DirectResponseAction response, CheckContext context)
    {
        if (response.Status is < 200 or > 599)
            context.Error(response, DirectResponseAction.StatusFieldNumber, $"the status {response.Status} is outside 200..599");
    }
}
