using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh;

public sealed class MeshMistakesTests
{
    [Theory]
    [InlineData("timeout { request = 5 }", "1:45 AM0102: duration '5' has no unit | write 5s or 5ms, or off (Akka's reader would silently take 5 ms)")]
    [InlineData("timeout { connect = 5 }", "1:45 AM0102: duration '5' has no unit | write 5s or 5ms (Akka's reader would silently take 5 ms)")]
    [InlineData("timeout.request = 5min", "1:43 AM0102: duration '5min' has the unknown unit 'min' | units are us, ms, s, m, h and d, or off")]
    [InlineData("timeout.request = soon", "1:43 AM0103: duration 'soon' does not start with a number | write it like 500ms, 2s or 1m, or off")]
    [InlineData("timeout.request = 2d", "1:43 AM0106: duration 2d is over 1d | from 1ms to 1d is possible, or off")]
    [InlineData("limits.max-headers = 64k", "1:46 AM0102: size '64k' has the unknown unit 'k' | units are B, kB, KiB, MB, MiB, GB, GiB, TB and TiB")]
    [InlineData("tracing.sample = 120%", "1:42 AM0106: share 120% is over 100% | from 0% to 100% is possible")]
    [InlineData("tracing.sample = 0.5", "1:42 AM0102: share '0.5' has no unit | write 0.5%")]
    [InlineData("rate-limit.local.rate = 100", "1:49 AM0102: rate '100' has no unit | write 100/s")]
    [InlineData("retries.max-attempts = 11", "1:48 AM0106: count 11 is over 10 | from 1 to 10 is possible")]
    [InlineData("retries.max-attempts = three", "1:48 AM0103: 'three' is no whole number | write a count from 1 to 10")]
    [InlineData("retires { max-attempts = 1 }", "1:25 AM0104: unknown key 'retires' in services.orders | did you mean 'retries'?")]
    [InlineData("retries { tries = 1 }", "1:35 AM0104: unknown key 'tries' in services.orders.retries | known here: max-attempts, on, retriable-headers, methods, origin-mark, backoff, budget")]
    [InlineData("retries.on = connect-failure", "1:38 AM0103: services.orders.retries.on is a list, not 'connect-failure' | write on = [connect-failure]")]
    [InlineData("retries.on = [sometimes]", "1:39 AM0103: 'sometimes' is no condition for a retry | write it like one of connect-failure, refused-stream, reset, reset-before-request, timeout, gateway-error, 5xx, retriable-4xx, envoy-ratelimited, cancelled, deadline-exceeded, internal, resource-exhausted, unavailable, or a status such as \"503\"")]
    [InlineData("outlier.success-rate.stdev-factor = high", "1:61 AM0103: 'high' is no number | write a number from 0.1 to 10")]
    [InlineData("load-balancer.slow-start.aggression = 11", "1:63 AM0106: number 11 is over 10 | from 0.1 to 10 is possible")]
    [InlineData("health-check.expected-statuses = [2xx]", "1:59 AM0103: '2xx' is no status or range of statuses | write it like \"200\" or \"200-299\"")]
    [InlineData("breaker.trip.consecutive-failures = never", "1:61 AM0103: 'never' is no whole number | write a count from 1 to 100000, or off")]
    [InlineData("timeout = 5s", "1:35 AM0103: services.orders.timeout is a section, not '5s' | write timeout { request = ... }")]
    [InlineData("outlier = maybe", "1:35 AM0103: services.orders.outlier is a section or off, not 'maybe' | write outlier { enabled = ... }")]
    [InlineData("protocol = http", "1:36 AM0106: 'http' is none of auto, http1, http2, grpc, tcp | did you mean 'http1'?")]
    [InlineData("protocol { a = 1 }", "1:34 AM0103: services.orders.protocol is one value, not a section | it takes: one of auto, http1, http2, grpc, tcp")]
    [InlineData("mtls.min-version = 1.1", "1:44 AM0106: '1.1' is none of 1.2, 1.3 | did you mean '1.2'?")]
    [InlineData("endpoints = [\"169.254.169.254:80\"]", "1:38 AM0103: '169.254.169.254:80' is a link-local address, which other networks have too | write another address")]
    [InlineData("endpoints = [\"[ff02::1]:80\"]", "1:38 AM0103: '[ff02::1]:80' is a multicast address | write another address")]
    [InlineData("endpoints = [\"0.0.0.0\"]", "1:38 AM0103: '0.0.0.0' is no address of anything | write another address")]
    [InlineData("endpoints = [\"a:99999\"]", "1:38 AM0103: 'a:99999' is no address | write it like inv-1:8082, or [::1]:8082")]
    [InlineData("endpoints = [{ zone = a }]", "1:38 AM0112: services.orders.endpoints[0] has no address | write address = ... (address)")]
    [InlineData("endpoints = [a], endpoints-dns = b", "1:25 AM0113: services.orders has endpoints and endpoints-dns | keep one of them")]
    [InlineData("versions.v1 = v1", "1:39 AM0103: 'v1' is no label | write it like \"version=v1\"")]
    [InlineData("expose { tls-cert = a.pem }", "1:25 AM0112: expose has one of tls-cert and tls-key without the other | write both, or none for plain HTTP")]
    [InlineData("run { command = [a], address = \"b:1\" }", "1:25 AM0113: run has command and address | keep command to have it started, address when it runs already")]
    [InlineData("routes.r { match { path = \"/a\", path-prefix = \"/b\" } }", "1:57 AM0113: services.orders.routes.r.match has path and path-prefix | keep one of them")]
    [InlineData("routes.r { match.header.x { exact = a, prefix = b } }", "1:49 AM0113: services.orders.routes.r.match.header.x has exact and prefix | write one of exact, prefix, suffix, contains, regex, present")]
    [InlineData("routes.r { match.header.x {} }", "1:49 AM0112: services.orders.routes.r.match.header.x says nothing | write one of exact, prefix, suffix, contains, regex, present")]
    [InlineData("routes.r { split.v1 = 100%, respond.status = 200 }", "1:53 AM0113: services.orders.routes.r has split and respond | keep one of them")]
    [InlineData("routes.r { redirect { status = 305 } }", "1:56 AM0106: status 305 sends nobody anywhere | write 301, 302, 303, 307 or 308")]
    [InlineData("routes.r { rewrite { regex = a } }", "1:36 AM0112: rewrite has one of regex and substitution without the other | write both")]
    public void A_mistake_in_a_service_is_told_with_its_place_and_what_to_do(string mistake, string expected) =>
        Assert.Equal(expected, MeshSample.Told($"services.orders{{port=8, {mistake}}}"));

    [Theory]
    [InlineData("", "1:1 AM0112: the file has no services | write services { orders { port = 8081 } }")]
    [InlineData("services { a {} }", "1:14 AM0112: services.a has no port | write port = ... (port)")]
    [InlineData("services { ingress.port = 1 }", "1:12 AM0103: 'ingress' is no name for a service: it stands for clients outside the mesh | choose another name")]
    [InlineData("services { Shop.port = 1 }", "1:12 AM0103: 'Shop' is no name for a service | write it like orders or pay-2: lower case letters, digits and dashes, at most 63")]
    [InlineData("services.a.port = 60000", "1:19 AM0106: app-port would be 70000, which is over 65535 | write app-port = ...: where the application listens")]
    [InlineData("mesh.name = \"a b\"\nservices.a.port = 1", "1:13 AM0103: 'a b' is no name | write it like orders or pay-2: lower case letters, digits and dashes, at most 63")]
    [InlineData("service.a.port = 1\nservices.b.port = 1", "1:1 AM0104: unknown key 'service' in the file | did you mean 'services'?")]
    public void So_is_a_mistake_in_the_file(string text, string expected) => Assert.Equal(expected, MeshSample.Told(text));

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_the_file() => Assert.Equal(
        """
        1:27 AM0106: port 0 is under 1 | from 1 to 65535 is possible
        2:27 AM0103: 'x' is no whole number | write a port from 1 to 65535
        3:10 AM0104: unknown key 'nmae' in mesh | did you mean 'name'?
        """.ReplaceLineEndings("\n"),
        MeshSample.Told("services { a { app-port = 0, port = 1 } }\nservices { b { app-port = x, port = 2 } }\nmesh   { nmae = a }"));

    [Fact]
    public void Values_of_ones_own_are_for_substitutions() =>
        Assert.Equal(TimeSpan.FromSeconds(9), MeshSample.Mesh("vars { slow = 9s, any { thing = [1, { a = b }] } }\nservices.a { port = 1, timeout.request = ${vars.slow} }").Find("a")!.Policies.Timeout.Request.Value);
}
