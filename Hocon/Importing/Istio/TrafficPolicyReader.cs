using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads TrafficPolicy, all but its balancer.</summary>
internal static class TrafficPolicyReader
{
    private const long Thousands = 1_000_000;

    public static void Read(Fields policy, PolicyWriter writer)
    {
        policy.Drop("portLevelSettings", "a service has one port; write its policies at the service");
        policy.Drop("tunnel", "requests are not tunnelled");
        policy.Drop("proxyProtocol", "the PROXY protocol is not sent");
        if (policy.Object("loadBalancer") is { } balancer) LoadBalancerReader.Read(balancer, writer);
        if (policy.Object("connectionPool") is { } pool) ReadPool(pool, writer);
        if (policy.Object("outlierDetection") is { } outlier) ReadOutlier(outlier, writer);
        if (policy.Object("tls") is { } tls) ReadTls(tls, policy, writer);
        if (policy.Object("retryBudget") is not { } budget) return;
        writer.Share("retries.budget.ratio", (decimal)(budget.Number("percent", 0, 100) ?? 20), budget.At("percent"));
        writer.Duration(
            "retries.budget.window", budget.Duration("budgetInterval"), budget.At("budgetInterval"), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        if (budget.Integer("minRetryConcurrency", 0, uint.MaxValue) is { } least)
            writer.Near(
                "retries.budget.min-per-second", Writing.Words.Number(Math.Min(least, 100_000)), budget.At("minRetryConcurrency"),
                "retries that are always allowed are counted per second here, not at the same time");
    }

    private static void ReadPool(Fields pool, PolicyWriter writer)
    {
        if (pool.Object("tcp") is { } tcp)
        {
            writer.Count("breaker.max-connections", tcp.Integer("maxConnections", 0, int.MaxValue), tcp.At("maxConnections"), 1, Thousands);
            writer.Duration("timeout.connect", tcp.Duration("connectTimeout"), tcp.At("connectTimeout"), PolicyWriter.Millisecond, TimeSpan.FromMinutes(10));
            ReadIdle(tcp, writer);
        }

        if (pool.Object("http") is not { } http) return;
        writer.Count("breaker.max-pending", http.Integer("http1MaxPendingRequests", 0, int.MaxValue), http.At("http1MaxPendingRequests"), 1, Thousands);
        writer.Count("breaker.max-requests", http.Integer("http2MaxRequests", 0, int.MaxValue), http.At("http2MaxRequests"), 1, Thousands);
        writer.Count("breaker.max-retries", http.Integer("maxRetries", 0, int.MaxValue), http.At("maxRetries"), 0, Thousands);
        http.Drop("h2UpgradePolicy", "what a service speaks is said by its protocol", "write protocol = http2 at the service");
        http.Drop("useClientProtocol", "what a service speaks is said by its protocol", "write protocol = auto at the service");
        ReadIdle(http, writer);
    }

    private static void ReadIdle(Fields pool, PolicyWriter writer)
    {
        if (pool.Duration("idleTimeout") is not { } idle) return;
        writer.Patience("timeout.idle", idle, pool.At("idleTimeout"));
        writer.Notes.Approximated(pool.At("idleTimeout"), "timeout.idle bounds the silence in the middle of an exchange too, not only between them");
    }

    private static void ReadOutlier(Fields outlier, PolicyWriter writer)
    {
        var errors = outlier.Integer("consecutive5xxErrors", 0, uint.MaxValue);
        if (outlier.Integer("consecutiveErrors", 0, int.MaxValue) is { } old && errors is null) errors = old;
        var consecutive = errors ?? 5;
        // Gateway errors are server errors too: at the same number the second counter decides nothing, which is Istio's default.
        var gateway = outlier.Integer("consecutiveGatewayErrors", 0, uint.MaxValue) is { } written and > 0 ? written : consecutive;
        if (consecutive == 0)
        {
            writer.Notes.Approximated(outlier.At("consecutive5xxErrors"), "server errors in a row cannot be left out; they count from 1000 on");
            consecutive = 1000;
        }

        writer.Count("outlier.consecutive-5xx", consecutive, outlier.At("consecutive5xxErrors"), 1, 1000);
        writer.Count("outlier.consecutive-gateway", gateway == 0 ? consecutive : gateway, outlier.At("consecutiveGatewayErrors"), 1, 1000);
        var tenth = TimeSpan.FromMilliseconds(100);
        writer.Duration("outlier.interval", outlier.Duration("interval"), outlier.At("interval"), tenth, TimeSpan.FromMinutes(10));
        writer.Duration("outlier.base-ejection", outlier.Duration("baseEjectionTime"), outlier.At("baseEjectionTime"), tenth, TimeSpan.FromHours(1));
        writer.Share("outlier.max-ejected", outlier.Integer("maxEjectionPercent", 0, 100) ?? 10, outlier.At("maxEjectionPercent"));
        writer.Share("load-balancer.panic", outlier.Integer("minHealthPercent", 0, 100), outlier.At("minHealthPercent"));
        var apart = outlier.Truth("splitExternalLocalOriginErrors") == true;
        var local = outlier.Integer("consecutiveLocalOriginFailures", 0, uint.MaxValue);
        if (apart) writer.Count("outlier.consecutive-local", local ?? 5, outlier.At("consecutiveLocalOriginFailures"), 1, 1000);
    }

    private static void ReadTls(Fields tls, Fields policy, PolicyWriter writer)
    {
        switch (tls.Text("mode"))
        {
            case "ISTIO_MUTUAL":
                writer.Word("mtls.mode", "strict");
                break;
            case "DISABLE":
                writer.Word("mtls.mode", "off");
                break;
            default:
                tls.Ignore("clientCertificate", "privateKey", "caCertificates", "credentialName", "subjectAltNames", "sni", "insecureSkipVerify", "caCrl");
                writer.Notes.NotCarried(policy.At("tls"), "certificates of one's own have no counterpart; TLS between services is that of the mesh");
                break;
        }
    }
}
