using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Tokens;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using KeySource = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.JwtProvider.JwksSourceSpecifierOneofCase;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles which requests need a token, and whose.</summary>
internal sealed class TokenCompiler
{
    private const uint SkewDefault = 60;
    private static readonly TimeSpan RefreshDefault = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RefreshMin = TimeSpan.FromSeconds(1);

    private readonly JwtAuthentication _source;
    private readonly RouteTableOptions _options;
    private readonly ResourcePath _path;
    private readonly Dictionary<string, TokenProvider> _providers = new(StringComparer.Ordinal);

    public TokenCompiler(JwtAuthentication source, RouteTableOptions options, ResourcePath path)
    {
        (_source, _options, _path) = (source, options, path);
        foreach (var (name, provider) in source.Providers) _providers.Add(name, Provider(provider, path.Field($"providers[\"{name}\"]")));
    }

    public TokenRule[] Rules() => [.. _source.Rules.Select((rule, i) => Rule(rule, _path.Item("rules", i)))];

    /// <summary>What a route says instead.</summary>
    public TokenRule[] Rules(PerRouteConfig route, ResourcePath path) =>
        [new TokenRule(new LiteralPath(LiteralPathKind.Prefix, "", ignoreCase: false), [], Named(route.RequirementName, path.Field("requirement_name")))];

    private TokenRule Rule(RequirementRule source, ResourcePath path)
    {
        var match = source.Match ?? throw path.Field("match").Refuse("is missing");
        var provider = source.RequirementTypeCase switch
        {
            RequirementRule.RequirementTypeOneofCase.Requires => Required(source.Requires, path.Field("requires")),
            RequirementRule.RequirementTypeOneofCase.RequirementName => Named(source.RequirementName, path.Field("requirement_name")),
            _ => null,
        };
        return new TokenRule(MatchCompiler.Path(match, path.Field("match")), MatchCompiler.Conditions(match, path.Field("match")), provider);
    }

    private TokenProvider? Named(string name, ResourcePath path) => _source.RequirementMap.TryGetValue(name, out var requirement)
        ? Required(requirement, _path.Field($"requirement_map[\"{name}\"]"))
        : throw path.Refuse($"there is no requirement \"{name}\" in requirement_map");

    private TokenProvider? Required(JwtRequirement source, ResourcePath path)
    {
        if (!source.HasProviderName) return null;
        return _providers.GetValueOrDefault(source.ProviderName) ?? throw path.Field("provider_name").Refuse($"there is no provider \"{source.ProviderName}\"");
    }

    private TokenProvider Provider(JwtProvider source, ResourcePath path)
    {
        if (source.Issuer.Length == 0) throw path.Field("issuer").Refuse("is missing: whoever has the keys could sign for another issuer");
        var skew = TimeSpan.FromSeconds(source.ClockSkewSeconds == 0 ? SkewDefault : source.ClockSkewSeconds);
        return source.JwksSourceSpecifierCase switch
        {
            KeySource.LocalJwks => new TokenProvider(source.Issuer, [.. source.Audiences], Local(source.LocalJwks, path.Field("local_jwks")), FileOf(source.LocalJwks), source.Forward, skew),
            KeySource.RemoteJwks => new TokenProvider(source.Issuer, [.. source.Audiences], null, Remote(source.RemoteJwks, path.Field("remote_jwks")), source.Forward, skew),
            _ => throw path.Refuse("has no keys; give local_jwks or remote_jwks"),
        };
    }

    /// <summary>A file is looked at again; null for what cannot change.</summary>
    private static KeyOrigin? FileOf(DataSource source) => source.HasFilename ? new KeyOrigin(Path.GetFullPath(source.Filename), LookEvery) : null;

    private KeySet Local(DataSource source, ResourcePath path)
    {
        try
        {
            return KeySet.Parse(source.SpecifierCase switch
            {
                DataSource.SpecifierOneofCase.InlineString => source.InlineString,
                DataSource.SpecifierOneofCase.InlineBytes => source.InlineBytes.ToStringUtf8(),
                DataSource.SpecifierOneofCase.Filename => System.Text.Encoding.UTF8.GetString(_options.ReadFile(source.Filename)),
                DataSource.SpecifierOneofCase.EnvironmentVariable => _options.ReadVariable(source.EnvironmentVariable) ?? throw new FormatException($"${source.EnvironmentVariable} is not set"),
                _ => throw new FormatException("is empty"),
            });
        }
        catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
        {
            throw path.Refuse(wrong.Message);
        }
    }

    private static KeyOrigin Remote(RemoteJwks source, ResourcePath path)
    {
        var address = source.HttpUri?.Uri ?? "";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw path.Field("http_uri").Field("uri").Refuse($"\"{address}\" is no http or https address");
        var refresh = source.CacheDuration?.ToTimeSpan() ?? RefreshDefault;
        return refresh >= RefreshMin ? new KeyOrigin(address, refresh) : throw path.Field("cache_duration").Refuse($"{refresh.TotalSeconds} s is too short; at least {RefreshMin.TotalSeconds} s");
    }
}
