using System.Text;
using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;
using NotFound = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types.ClusterNotFoundResponseCode;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles a route's forwarding.</summary>
internal static class ForwardCompiler
{
    private static readonly TimeSpan TimeoutDefault = TimeSpan.FromSeconds(15);

    public static ForwardAction Compile(RouteAction source, RouteLevels levels, Metadata? metadata, RouteCompilation table, ResourcePath path)
    {
        var hash = HashPolicyCompiler.Compile(source.HashPolicy, path);
        var timeout = Duration(source.Timeout, path.Field("timeout")) ?? TimeoutDefault;
        return new ForwardAction(ClusterCompiler.Compile(source, hash, levels, table, path))
        {
            Timeout = timeout == TimeSpan.Zero ? null : timeout,
            IdleTimeout = Duration(source.IdleTimeout, path.Field("idle_timeout")),
            MaxStreamDuration = Duration(source.MaxStreamDuration?.MaxStreamDuration_, path.Field("max_stream_duration").Field("max_stream_duration")),
            ClusterNotFoundStatus = source.ClusterNotFoundResponseCode switch
            {
                NotFound.NotFound => 404,
                NotFound.InternalServerError => 500,
                _ => 503,
            },
            Priority = source.Priority,
            HashPolicies = hash,
            Mirrors = MirrorCompiler.MostSpecific(source.RequestMirrorPolicies, levels, table, path),
            AutoHostRewrite = source.AutoHostRewrite == true,
            HostRewrite = Host(source, path),
            PathRewrite = PathRewriteCompiler.Compile(source.PrefixRewrite, source.RegexRewrite, path),
            AppendForwardedHost = source.AppendXForwardedHost,
            Upgrades = Upgrades(source, path),
            Retries = RetryCompiler.Compile(source, levels, metadata, path),
            Overrides = OverrideCompiler.Compile(metadata, table.Options.RespectsDeadlines, path),
            RequestBodyMax = LimitMetadata.RequestBodyMax(metadata, path),
        };
    }

    private static HostRewrite? Host(RouteAction source, ResourcePath path) => source.HostRewriteSpecifierCase switch
    {
        RouteAction.HostRewriteSpecifierOneofCase.HostRewriteLiteral =>
            LiteralHost(source.HostRewriteLiteral, path.Field("host_rewrite_literal")) is { } host ? new LiteralHost(host) : null,
        RouteAction.HostRewriteSpecifierOneofCase.HostRewriteHeader =>
            new HostFromHeader(HeaderCompiler.Source(source.HostRewriteHeader, path.Field("host_rewrite_header"))),
        RouteAction.HostRewriteSpecifierOneofCase.HostRewritePathRegex =>
            new HostFromPath(PatternCompiler.Replacement(source.HostRewritePathRegex, path.Field("host_rewrite_path_regex"))),
        _ => null,
    };

    /// <summary>The bytes of a configured host; null for an empty one, which changes nothing.</summary>
    public static byte[]? LiteralHost(string host, ResourcePath path)
    {
        if (host.Length == 0) return null;
        var bytes = Encoding.UTF8.GetBytes(host);
        return HostSyntax.IsPlausible(bytes) ? bytes : throw path.Refuse($"\"{host}\" is not a host name");
    }

    private static UpgradeRule[] Upgrades(RouteAction source, ResourcePath path)
    {
        var rules = new Dictionary<string, UpgradeRule>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < source.UpgradeConfigs.Count; i++)
        {
            var upgrade = source.UpgradeConfigs[i];
            var type = path.Item("upgrade_configs", i).Field("upgrade_type");
            if (upgrade.UpgradeType.Length == 0) throw type.Refuse("is missing");
            if (!rules.TryAdd(upgrade.UpgradeType, new UpgradeRule(Encoding.ASCII.GetBytes(upgrade.UpgradeType), upgrade.Enabled ?? true)))
                throw type.Refuse($"\"{upgrade.UpgradeType}\" stands here twice");
        }
        return [.. rules.Values];
    }

    private static TimeSpan? Duration(Duration? source, ResourcePath path)
    {
        if (source is null) return null;
        var span = source.ToTimeSpan();
        return span >= TimeSpan.Zero ? span : throw path.Refuse($"{span.TotalSeconds} s is negative");
    }
}
