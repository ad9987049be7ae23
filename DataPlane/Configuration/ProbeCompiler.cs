using System.Globalization;
using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
using static ActorMesh.Runtime.Contracts.Envoy.Core.HealthCheck.Types;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Reads from a health check what is asked. Pure.</summary>
internal static class ProbeCompiler
{
    public static HealthProbe Compile(string cluster, HealthCheck source) => source.HealthCheckerCase switch
    {
        HealthCheck.HealthCheckerOneofCase.HttpHealthCheck => Http(cluster, source.HttpHealthCheck),
        HealthCheck.HealthCheckerOneofCase.TcpHealthCheck => Tcp(cluster, source.TcpHealthCheck),
        HealthCheck.HealthCheckerOneofCase.GrpcHealthCheck => throw Refuse(
            cluster, "grpc_health_check", "needs HTTP/2, which this version does not speak to endpoints; use http_health_check or tcp_health_check"),
        _ => throw Refuse(cluster, "health_checker", "is missing; give http_health_check or tcp_health_check"),
    };

    private static HttpProbe Http(string cluster, HttpHealthCheck source)
    {
        if (!source.Path.StartsWith('/')) throw Refuse(cluster, "http_health_check.path", $"is '{source.Path}'; a path begins with /");
        if (source.Path.AsSpan().ContainsAnyInRange('\0', ' ')) throw Refuse(cluster, "http_health_check.path", "has a blank or a control character; encode it");
        if (source.Host.AsSpan().ContainsAnyInRange('\0', ' ')) throw Refuse(cluster, "http_health_check.host", "has a blank or a control character; give a host name");
        if (source.Method == RequestMethod.Connect) throw Refuse(cluster, "http_health_check.method", "is CONNECT, which opens a tunnel; use GET");
        return new HttpProbe(
            source.Method == RequestMethod.MethodUnspecified ? "GET" : source.Method.ToString().ToUpperInvariant(),
            source.Host.Length > 0 ? source.Host : cluster,
            source.Path)
        {
            Expected = source.ExpectedStatuses.Count == 0 ? HttpProbe.OnlyOk : Ranges(cluster, source.ExpectedStatuses, "expected_statuses"),
            Retriable = Ranges(cluster, source.RetriableStatuses, "retriable_statuses"),
            Service = source.ServiceNameMatcher is { } matcher ? Service(cluster, matcher) : null,
        };
    }

    private static EquatableList<StatusRange> Ranges(string cluster, IEnumerable<Int64Range> ranges, string field) => new([.. ranges.Select(range =>
        range is { Start: >= 100, End: <= 600 } && range.Start < range.End
            ? new StatusRange((int)range.Start, (int)range.End)
            : throw Refuse(cluster, $"http_health_check.{field}", $"has {range.Start}..{range.End}; give a start of 100 or more and an end above it, up to 600"))]);

    private static ServiceNameTest Service(string cluster, StringMatcher matcher) => matcher.MatchPatternCase switch
    {
        StringMatcher.MatchPatternOneofCase.Exact => new ServiceNameTest(NameFit.Exact, matcher.Exact, matcher.IgnoreCase),
        StringMatcher.MatchPatternOneofCase.Prefix => new ServiceNameTest(NameFit.Prefix, matcher.Prefix, matcher.IgnoreCase),
        StringMatcher.MatchPatternOneofCase.Suffix => new ServiceNameTest(NameFit.Suffix, matcher.Suffix, matcher.IgnoreCase),
        StringMatcher.MatchPatternOneofCase.Contains => new ServiceNameTest(NameFit.Contains, matcher.Contains, matcher.IgnoreCase),
        _ => throw Refuse(cluster, "http_health_check.service_name_matcher", "is of a kind that is not offered here; use exact, prefix, suffix or contains"),
    };

    private static TcpProbe Tcp(string cluster, TcpHealthCheck source) => new(
        source.Send is null ? new EquatableList<byte>([]) : Bytes(cluster, source.Send, "send"),
        new EquatableList<EquatableList<byte>>([.. source.Receive.Select((payload, index) =>
            Bytes(cluster, payload, string.Create(CultureInfo.InvariantCulture, $"receive[{index}]")))]));

    private static EquatableList<byte> Bytes(string cluster, Payload payload, string field)
    {
        try
        {
            var bytes = payload.PayloadCase == Payload.PayloadOneofCase.Text ? Convert.FromHexString(payload.Text) : payload.Binary.ToByteArray();
            return bytes.Length > 0 ? new EquatableList<byte>(bytes) : throw Refuse(cluster, $"tcp_health_check.{field}", "is empty; give bytes, or leave it out");
        }
        catch (FormatException)
        {
            throw Refuse(cluster, $"tcp_health_check.{field}.text", $"is '{payload.Text}'; give pairs of hex digits, such as 50494e47");
        }
    }

    private static ResourceException Refuse(string cluster, string field, string why) => new($"cluster '{cluster}'", $"health_checks[0].{field} {why}");
}
