using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>What Istio does where its files say nothing, as far as it differs from what a mesh file does.</summary>
/// <remarks>Source: Istio reference, VirtualService, DestinationRule, PeerAuthentication, and the defaults of its sidecars.</remarks>
internal static class IstioDefaults
{
    public const string Comment = "What Istio does where its files say nothing.";

    public static void Write(DraftObject defaults)
    {
        defaults.Set("timeout.request", DraftNode.Off);
        defaults.Set("timeout.per-try", DraftNode.Off);
        defaults.Set("timeout.connect", "10s");
        defaults.Set("retries.on", DraftList.OfTexts(["connect-failure", "refused-stream", "unavailable", "cancelled", "503"]));
        defaults.Set("retries.budget", DraftNode.Off);
        defaults.Set("load-balancer.slow-start.window", DraftNode.Off);
        defaults.Set("breaker.trip", DraftNode.Off);
        defaults.Set("outlier", DraftNode.Off);
        defaults.Set("mtls.mode", "permissive");
        defaults.Set("authz.default", "allow");
    }
}
