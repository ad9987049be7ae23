using System.Net;
using System.Net.Sockets;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Authorization;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Specifier = ActorMesh.Runtime.Contracts.Envoy.Routes.HeaderMatcher.HeaderMatchSpecifierOneofCase;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>What permissions and principals may both ask.</summary>
internal static class AccessTests
{
    public static AccessTest Any(AccessTest[] tests) => tests.Length == 1 ? tests[0] : new AnyOf(tests);

    /// <summary>All or any of a list, which may not be empty: nobody can tell what is meant by that.</summary>
    public static AccessTest[] Set<T>(IReadOnlyList<T> list, string name, ResourcePath path, Func<T, ResourcePath, AccessTest> compile) =>
        list.Count == 0 ? throw path.Field(name).Refuse("is empty") : [.. list.Select((one, i) => compile(one, path.Item(name, i)))];

    public static AccessTest Everything(bool any, ResourcePath path) =>
        any ? Authorization.Everything.Instance : throw path.Refuse("false says nothing; leave it out");

    public static AccessTest Header(HeaderMatcher source, bool isHttp, ResourcePath path)
    {
        RequireHttp(isHttp, path);
        var condition = HeaderCompiler.Condition(source, path);
        if (!source.Name.Equals(":authority", StringComparison.OrdinalIgnoreCase) && !source.Name.Equals("host", StringComparison.OrdinalIgnoreCase)) return new HeaderTest(condition);
        if (source.HeaderMatchSpecifierCase is Specifier.None or Specifier.PresentMatch) return new HeaderTest(condition);
        return new HostTest(HeaderCompiler.Test(InAnyCase(source), path), source.InvertMatch);
    }

    public static AccessTest Path(PathMatcher source, bool isHttp, ResourcePath path)
    {
        RequireHttp(isHttp, path);
        return new PathTest(HeaderCompiler.Text(source.Path ?? throw path.Field("path").Refuse("is missing"), path.Field("path")));
    }

    public static AccessTest Address(AddressKind kind, CidrRange source, ResourcePath path)
    {
        if (!IPAddress.TryParse(source.AddressPrefix, out var address)) throw path.Field("address_prefix").Refuse($"'{source.AddressPrefix}' is not an IP address");
        if (source.PrefixLen is not { } bits) throw path.Field("prefix_len").Refuse("is missing, which means all addresses; say how many bits count, or 0 for all");
        var most = address.AddressFamily == AddressFamily.InterNetwork ? AddressRange.IPv4Bits : AddressRange.IPv6Bits;
        if (bits > most) throw path.Field("prefix_len").Refuse($"{bits} is more than the {most} bits of {source.AddressPrefix}");
        return new AddressTest(kind, new AddressRange(address, (int)bits));
    }

    /// <summary>Compared with what is in lower case.</summary>
    public static StringMatcher InAnyCase(StringMatcher source)
    {
        var copy = source.Clone();
        copy.IgnoreCase = source.MatchPatternCase != StringMatcher.MatchPatternOneofCase.SafeRegex;
        return copy;
    }

    private static HeaderMatcher InAnyCase(HeaderMatcher source)
    {
        var copy = source.Clone();
        copy.StringMatch = source.HeaderMatchSpecifierCase switch
        {
            Specifier.ExactMatch => new StringMatcher { Exact = source.ExactMatch },
            Specifier.PrefixMatch => new StringMatcher { Prefix = source.PrefixMatch },
            Specifier.SuffixMatch => new StringMatcher { Suffix = source.SuffixMatch },
            Specifier.ContainsMatch => new StringMatcher { Contains = source.ContainsMatch },
            Specifier.StringMatch => source.StringMatch,
            _ => null,
        };
        if (copy.StringMatch is null) return source;
        copy.StringMatch = InAnyCase(copy.StringMatch);
        return copy;
    }

    private static void RequireHttp(bool isHttp, ResourcePath path)
    {
        if (!isHttp) throw path.Refuse("is asked of requests, which a network filter does not see; use the HTTP filter");
    }
}
