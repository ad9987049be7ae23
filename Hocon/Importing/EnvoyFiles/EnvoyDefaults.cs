using ActorMesh.Hocon.Importing.Drafts;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>What Envoy does where its files say nothing, as far as it differs from what a mesh file does.</summary>
/// <remarks>Source: Envoy v3 API, the defaults of Cluster, HttpConnectionManager and RouteAction.</remarks>
internal static class EnvoyDefaults
{
    public const string Comment = "What Envoy does where its files say nothing.";

    public static void Write(DraftObject defaults)
    {
        WriteOfCallers(defaults);
        defaults.Set("load-balancer.locality", "ignore");
        defaults.Set("timeout.propagate-deadline", DraftNode.Off);
        defaults.Set("timeout.from-headers", "any");
        defaults.Set("limits.max-request-body", DraftNode.Off);
        defaults.Set("limits.max-headers", "60KiB");
        defaults.Set("authz.default", "allow");
    }

    /// <summary>What the sidecar of a caller decides.</summary>
    public static void WriteOfCallers(DraftObject policies)
    {
        policies.Set("timeout.request", "15s");
        policies.Set("timeout.per-try", DraftNode.Off);
        policies.Set("timeout.idle", "5m");
        policies.Set("timeout.connect", "5s");
        policies.Set("retries.max-attempts", "1");
        policies.Set("retries.budget", DraftNode.Off);
        policies.Set("load-balancer.policy", "round-robin");
        policies.Set("load-balancer.slow-start.window", DraftNode.Off);
        policies.Set("breaker.trip", DraftNode.Off);
        policies.Set("outlier", DraftNode.Off);
        policies.Set("limits.max-retry-buffer", "1MiB");
        policies.Set("mtls.mode", DraftNode.Off);
        policies.Set("tracing.sample", "0%");
        policies.Set("access-log", DraftNode.Off);
    }
}
