using ActorMesh.Hocon.Compiling.Routes;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.Hocon.Compiling.Security;

/// <summary>Compiles what a rule says of requests.</summary>
internal static class RulePermissions
{
    // The port may be empty (RFC 3986 section 3.2.3): our own proxy refuses that, others need not.
    private const string AnyPort = "(?::[0-9]*)?";

    public static Permission Of(AuthorizationRule rule)
    {
        var all = new List<Permission>();
        if (rule.Methods.Count > 0) all.Add(AnyOf(rule.Methods.Select(Method)));
        if (rule.Paths.Count > 0) all.Add(AnyOf(rule.Paths.Select(Path)));
        if (rule.Hosts.Count > 0) all.Add(AnyOf(rule.Hosts.SelectMany(Host)));
        return all.Count switch
        {
            0 => new Permission { Any = true },
            1 => all[0],
            _ => new Permission { AndRules = new Permission.Types.Set { Rules = { all } } },
        };
    }

    private static Permission AnyOf(IEnumerable<Permission> choices)
    {
        var list = choices.ToList();
        return list.Count == 1 ? list[0] : new Permission { OrRules = new Permission.Types.Set { Rules = { list } } };
    }

    private static Permission Method(string method) => Header(":method", new StringMatcher { Exact = method });

    private static Permission Path(string path) => path is "*"
        ? new Permission { Any = true }
        : new Permission { UrlPath = new PathMatcher { Path = path.EndsWith('*') ? new StringMatcher { Prefix = path[..^1] } : new StringMatcher { Exact = path } } };

    // Whether a client writes the port says nothing of whom it means.
    private static IEnumerable<Permission> Host(string host)
    {
        var name = host.ToLowerInvariant();
        if (name == "*") return [new Permission { Any = true }];
        if (name.StartsWith('*')) return [Header(":authority", new StringMatcher { SafeRegex = new RegexMatcher { Regex = $".*{Re2.Escape(name[1..])}{AnyPort}" } })];
        if (name.EndsWith('*')) return [Header(":authority", new StringMatcher { Prefix = name[..^1], IgnoreCase = true })];
        var exact = Header(":authority", new StringMatcher { Exact = name, IgnoreCase = true });
        return name.Contains(':') ? [exact] : [exact, Header(":authority", new StringMatcher { Prefix = $"{name}:", IgnoreCase = true })];
    }

    private static Permission Header(string name, StringMatcher value) => new() { Header = new HeaderMatcher { Name = name, StringMatch = value } };
}
