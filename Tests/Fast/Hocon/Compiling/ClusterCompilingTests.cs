using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp;
using Xunit;
using Discovery = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.DiscoveryType;
using Policy = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.LbPolicy;

namespace ActorMesh.Tests.Fast.Hocon.Compiling;

public sealed class ClusterCompilingTests
{
    [Theory]
    [InlineData("", Discovery.StrictDns, "orders:8081")]
    [InlineData("endpoints = [\"10.0.0.1:7\", \"10.0.0.2\"],", Discovery.Static, "10.0.0.1:7 10.0.0.2:8081")]
    [InlineData("endpoints = [\"10.0.0.1\", \"orders-2\"],", Discovery.StrictDns, "10.0.0.1:8081 orders-2:8081")]
    [InlineData("endpoints-dns { name = orders.internal },", Discovery.StrictDns, "orders.internal:8081")]
    public void Endpoints(string callee, Discovery discovery, string expected)
    {
        var cluster = Orders(callee);

        Assert.Equal(discovery, cluster.Type);
        Assert.Equal(expected, string.Join(' ', cluster.LoadAssignment.Endpoints.SelectMany(zone => zone.LbEndpoints)
            .Select(endpoint => endpoint.Endpoint.Address.SocketAddress).Select(address => $"{address.Address}:{address.PortValue}")));
    }

    [Fact]
    public void A_name_is_asked_again_as_often_as_the_file_says() =>
        Assert.Equal(7, Orders("endpoints-dns { name = o, refresh = 7s }").DnsRefreshRate.ToTimeSpan().TotalSeconds);

    [Fact]
    public void Replicas_behind_one_name_have_no_labels_so_a_version_is_all_of_them() => Assert.Equal(
        "o", Compiled.Call("endpoints-dns = o, versions { v1 = \"version=v1\" }, routes.r { split { v1 = 100% } }").Cluster("orders/v1").LoadAssignment.Endpoints[0].LbEndpoints[0].Endpoint.Address.SocketAddress.Address);

    [Fact]
    public void Zones_keep_together_and_weights_stand_where_they_differ()
    {
        const string Replicas = "endpoints = [ { address = \"10.0.0.1\", zone = a }, { address = \"10.0.0.2\", zone = b, weight = 50 }, { address = \"10.0.0.3\", zone = a } ]";
        var zones = Orders(Replicas).LoadAssignment.Endpoints;

        Assert.Equal([("a", 2), ("b", 1)], zones.Select(zone => (zone.Locality.Zone, zone.LbEndpoints.Count)));
        Assert.Equal([100u, 100u, 50u], zones.SelectMany(zone => zone.LbEndpoints).Select(endpoint => endpoint.LoadBalancingWeight!.Value));
        Assert.Null(Orders("endpoints = [ { address = x, weight = 7 }, { address = y, weight = 7 } ]").LoadAssignment.Endpoints[0].LbEndpoints[0].LoadBalancingWeight);
    }

    [Theory]
    [InlineData("prefer-local", true, false)]
    [InlineData("weighted", false, true)]
    [InlineData("ignore", false, false)]
    public void Zones_count_as_the_policy_says(string locality, bool aware, bool weighted)
    {
        var cluster = Orders($"endpoints = [ {{ address = x, zone = a, weight = 10 }}, {{ address = y, zone = b, weight = 30 }} ], load-balancer.locality = {locality}");

        Assert.Equal((aware, weighted), (cluster.CommonLbConfig.ZoneAwareLbConfig is not null, cluster.CommonLbConfig.LocalityWeightedLbConfig is not null));
        Assert.Equal(weighted ? [10u, 30u] : [null, null], cluster.LoadAssignment.Endpoints.Select(zone => zone.LoadBalancingWeight));
        Assert.Null(Orders("load-balancer.locality = prefer-local").CommonLbConfig.ZoneAwareLbConfig);
    }

    [Fact]
    public void Two_choices_by_default_and_a_slow_start()
    {
        var cluster = Orders("load-balancer { slow-start = 20s, panic = 30% }");

        Assert.Equal((Policy.LeastRequest, null), (cluster.LbPolicy, cluster.LeastRequestLbConfig.ChoiceCount));
        Assert.Equal(20, cluster.LeastRequestLbConfig.SlowStartConfig.SlowStartWindow.ToTimeSpan().TotalSeconds);
        Assert.Equal(30, cluster.CommonLbConfig.HealthyPanicThreshold.Value);
    }

    [Fact]
    public void Other_policies()
    {
        var (turns, random) = (Orders("load-balancer { policy = round-robin, slow-start = 5s }"), Orders("load-balancer.policy = random"));
        var (ring, maglev) = (Orders("load-balancer { policy = ring-hash, ring-size = 2048 }"), Orders("load-balancer { policy = maglev, ring-size = 1000 }"));

        Assert.Equal((Policy.RoundRobin, Policy.Random, Policy.RingHash, Policy.Maglev), (turns.LbPolicy, random.LbPolicy, ring.LbPolicy, maglev.LbPolicy));
        Assert.Equal(5, turns.RoundRobinLbConfig.SlowStartConfig.SlowStartWindow.ToTimeSpan().TotalSeconds);
        Assert.Equal(2048u, ring.RingHashLbConfig.MinimumRingSize);
        Assert.Equal(1009u, maglev.MaglevLbConfig.TableSize);
        Assert.Null(Orders("load-balancer.policy = maglev").MaglevLbConfig);
    }

    [Fact]
    public void Limits_and_the_breaker_proper()
    {
        var cluster = Orders("breaker { max-connections = 1, max-pending = 2, max-requests = 3, max-retries = 4, trip { failure-ratio = 40%, probes = 9 } }, timeout.connect = 250ms");

        var limits = Assert.Single(cluster.CircuitBreakers.Thresholds);
        Assert.Equal((1u, 2u, 3u, 4u), (limits.MaxConnections, limits.MaxPendingRequests, limits.MaxRequests, limits.MaxRetries));
        var trip = cluster.Metadata.FilterMetadata["actormesh.breaker"].Fields;
        Assert.Equal((0.4, 9, "10s"), (trip["failure-ratio"].NumberValue, trip["probes"].NumberValue, trip["window"].StringValue));
        Assert.Equal(250, cluster.ConnectTimeout.ToTimeSpan().TotalMilliseconds);
        Assert.DoesNotContain("actormesh.breaker", Orders("breaker.trip = off").Metadata.FilterMetadata.Keys);
    }

    [Fact]
    public void How_a_breaker_opens_and_closes()
    {
        var trip = Trip("mode = observe, consecutive-failures = 7, slow-call = 250ms, slow-call-ratio = 80%, jitter = 5%, probe-successes = 2, probe-timeout = 3s");

        Assert.Equal(("observe", "0.25s", "3s"), (trip["mode"].StringValue, trip["slow-call"].StringValue, trip["probe-timeout"].StringValue));
        Assert.Equal((7, 0.8, 0.05, 2), (
            trip["consecutive-failures"].NumberValue, trip["slow-call-ratio"].NumberValue, trip["jitter"].NumberValue, trip["probe-successes"].NumberValue));
    }

    [Fact]
    public void A_breaker_says_nothing_of_what_is_off() => Assert.Empty(
        Trip("slow-call = off").Keys.Intersect(["consecutive-failures", "slow-call", "slow-call-ratio"]));

    [Fact]
    public void Bad_replicas_are_taken_out()
    {
        var cluster = Orders("outlier { consecutive-5xx = 3, consecutive-gateway = 4, interval = 5s, base-ejection = 15s, max-ejection = 60s, max-ejected = 50%, always-keep-one = off }");

        Assert.Equal(
            new OutlierDetection
            {
                Consecutive5Xx = 3, EnforcingConsecutive5Xx = 100, AlwaysEjectOneHost = false, ConsecutiveGatewayFailure = 4, EnforcingConsecutiveGatewayFailure = 100, EnforcingSuccessRate = 0, MaxEjectionPercent = 50,
                Interval = Seconds(5), BaseEjectionTime = Seconds(15), MaxEjectionTime = Seconds(60),
            },
            cluster.OutlierDetection);
        Assert.False(cluster.Metadata.FilterMetadata["actormesh.outlier"].Fields["always-keep-one"].BoolValue);
        Assert.Null(Orders("outlier = off").OutlierDetection);
        Assert.True(Orders("outlier.always-keep-one = on").OutlierDetection.AlwaysEjectOneHost);
    }

    [Fact]
    public void Bad_replicas_are_told_from_the_others_by_their_rates()
    {
        var outlier = Orders(
            "outlier { consecutive-local = 4, jitter = 3s, success-rate { stdev-factor = 2.5, min-hosts = 3, min-requests = 20 }, " +
            "failure-percentage { threshold = 60%, min-hosts = 2, min-requests = 10 } }").OutlierDetection;

        Assert.Equal((2500u, 3u, 20u), (outlier.SuccessRateStdevFactor, outlier.SuccessRateMinimumHosts, outlier.SuccessRateRequestVolume));
        Assert.Equal((60u, 2u, 10u), (outlier.FailurePercentageThreshold, outlier.FailurePercentageMinimumHosts, outlier.FailurePercentageRequestVolume));
        Assert.Equal((true, 4u, 3L), (outlier.SplitExternalLocalOriginErrors, outlier.ConsecutiveLocalOriginFailure, outlier.MaxEjectionTimeJitter.Seconds));
        uint?[] shares =
        [
            outlier.EnforcingSuccessRate, outlier.EnforcingLocalOriginSuccessRate, outlier.EnforcingFailurePercentage,
            outlier.EnforcingFailurePercentageLocalOrigin, outlier.EnforcingConsecutiveLocalOriginFailure,
        ];
        Assert.All(shares, share => Assert.Equal(100u, share));
    }

    [Fact]
    public void What_happens_to_answers_alone_is_not_said_of_those_without_one()
    {
        var outlier = Orders("outlier.success-rate = on").OutlierDetection;

        Assert.Equal((100u, false), (outlier.EnforcingSuccessRate, outlier.SplitExternalLocalOriginErrors));
        Assert.Null(outlier.EnforcingLocalOriginSuccessRate);
    }

    [Theory]
    [InlineData("auto", "{ \"host\": \"orders\", \"path\": \"/up\", \"retriableStatuses\": [ { \"start\": \"100\", \"end\": \"600\" } ] }")]
    [InlineData("grpc", "{ \"serviceName\": \"orders\" }")]
    [InlineData("tcp", "{ }")]
    public void Replicas_are_asked_in_their_own_language(string protocol, string expected)
    {
        var check = Assert.Single(Orders($"protocol = {protocol}, health-check {{ path = /up, interval = 4s, timeout = 2s, healthy = 3, unhealthy = 5, jitter = 25% }}").HealthChecks);

        Assert.Equal(expected, $"{check.HttpHealthCheck ?? (object?)check.GrpcHealthCheck ?? check.TcpHealthCheck}");
        Assert.Equal((Seconds(4), Seconds(2), 25u, 3u, 5u), (check.Interval, check.Timeout, check.IntervalJitterPercent, check.HealthyThreshold, check.UnhealthyThreshold));
        Assert.Empty(Orders("health-check = off").HealthChecks);
    }

    [Theory]
    [InlineData("auto", "tcp", "TcpHealthCheck")]
    [InlineData("tcp", "http", "HttpHealthCheck")]
    [InlineData("http2", "grpc", "GrpcHealthCheck")]
    [InlineData("http2", "auto", "HttpHealthCheck")]
    public void Replicas_are_asked_as_it_is_written(string protocol, string type, string expected) => Assert.Equal(
        expected, Assert.Single(Orders($"protocol = {protocol}, health-check.type = {type}").HealthChecks).HealthCheckerCase.ToString());

    [Fact]
    public void What_is_a_good_answer_and_how_often_it_is_asked_for()
    {
        var check = Assert.Single(Orders(
            "health-check { host = up.example, expected-statuses = [\"200-299\", \"304\"], no-traffic-interval = 9s, unhealthy-interval = 1s }").HealthChecks);

        Assert.Equal(("up.example", 9L, 1L), (check.HttpHealthCheck.Host, check.NoTrafficInterval.Seconds, check.UnhealthyInterval.Seconds));
        Assert.Equal([(200, 300), (304, 305)], check.HttpHealthCheck.ExpectedStatuses.Select(range => (range.Start, range.End)));
        Assert.Null(Assert.Single(Orders("health-check = on").HealthChecks).UnhealthyInterval);
    }

    [Fact]
    public void A_new_replica_is_spared_as_it_is_written()
    {
        var slow = Orders("load-balancer.slow-start { window = 20s, aggression = 1.5, min-share = 5% }").LeastRequestLbConfig.SlowStartConfig;

        Assert.Equal((20L, 1.5, 5), (slow.SlowStartWindow.Seconds, slow.Aggression.DefaultValue, slow.MinWeightPercent.Value));
        Assert.Null(Orders("load-balancer.slow-start = off").LeastRequestLbConfig);
    }

    [Theory]
    [InlineData("auto", false)]
    [InlineData("http1", false)]
    [InlineData("http2", true)]
    [InlineData("grpc", true)]
    public void What_is_spoken_to_endpoints(string protocol, bool isHttp2)
    {
        var options = Orders($"protocol = {protocol}, timeout.idle = 30s").TypedExtensionProtocolOptions[HttpProtocolOptions.Descriptor.FullName].Unpack<HttpProtocolOptions>();

        Assert.Equal((isHttp2, !isHttp2), (options.ExplicitHttpConfig.Http2ProtocolOptions is not null, options.ExplicitHttpConfig.HttpProtocolOptions is not null));
        Assert.Equal(30, options.CommonHttpProtocolOptions.IdleTimeout.ToTimeSpan().TotalSeconds);
    }

    [Fact]
    public void A_number_is_a_name() => Assert.Equal(Discovery.StrictDns, Compiled.Of("services { web { port = 80, calls = [10] }, 10 { port = 81 } }", "web").Cluster("10").Type);

    [Theory]
    [InlineData("app")]
    [InlineData("otlp")]
    [InlineData("rate-limiter")]
    public void A_callee_may_be_called_as_one_of_the_sidecars_own_clusters(string name) => Assert.Equal(
        ["app", $"services/{name}"],
        Compiled.Of($"services {{ web {{ port = 80, calls = [{name}] }}, {name} {{ port = 81 }} }}", "web").Bootstrap.StaticResources.Clusters.Select(cluster => cluster.Name));

    private static Google.Protobuf.WellKnownTypes.Duration Seconds(int seconds) => new() { Seconds = seconds };

    private static Google.Protobuf.Collections.MapField<string, Google.Protobuf.WellKnownTypes.Value> Trip(string trip) =>
        Orders($"breaker.trip {{ {trip} }}").Metadata.FilterMetadata["actormesh.breaker"].Fields;

    private static Cluster Orders(string callee) => Compiled.Call(callee).Cluster("orders");
}
