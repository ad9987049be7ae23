using ActorMesh.DataPlane.Routing;
using ActorMesh.Runtime.Contracts.Envoy.Matching;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using CsCheck;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;

namespace ActorMesh.Tests.Fast.DataPlane.Routing;

/// <summary>Random tables against a slow matcher that says nothing but the rules.</summary>
public sealed class RouteReferenceTests
{
    private static readonly Gen<string> Paths = Gen.Char["/ab"].Array[0, 5].Select(chars => "/" + new string(chars));

    private static readonly Gen<RouteMatch> Matches = Gen.Select(
        Gen.Int[0, 4], Paths, Gen.Int[0, 5], Gen.Int[0, 7], (kind, path, anyCase, header) =>
        {
            var match = new RouteMatch { CaseSensitive = anyCase == 0 ? false : null };
            if (kind == 0) match.Path = path;
            else if (kind == 1) match.PathSeparatedPrefix = "/" + path.Trim('/') is "/" ? "/a" : "/" + path.Trim('/');
            else if (kind == 2) match.SafeRegex = new RegexMatcher { Regex = path.Replace("b", "[bc]*", StringComparison.Ordinal) };
            else match.Prefix = path.TrimEnd(kind == 3 ? 'b' : 'x');
            if (header == 0) match.Headers.Add(new HeaderMatcher { Name = "x" });
            if (header == 1) match.Headers.Add(new HeaderMatcher { Name = "x", StringMatch = new StringMatcher { Exact = "1" }, InvertMatch = true });
            return match;
        });

    private static readonly Gen<string> HostNames = Gen.Char["ab."].Array[1, 5].Select(chars => new string(chars));

    private static readonly Gen<string> Domains = Gen.Select(HostNames, Gen.Int[0, 6], (name, kind) => kind switch
    {
        _ when name == "." => "*",
        0 => "*",
        1 or 2 => "*" + name,
        3 or 4 => name + "*",
        _ => name,
    });

    [Fact]
    public void The_route_is_the_first_that_matches() =>
        Gen.Select(Matches.Array[0, 40], Gen.Select(Paths, Gen.Bool).Select(p => p.Item2 ? p.Item1.ToUpperInvariant() : p.Item1), Gen.Int[0, 2])
            .Sample((matches, path, header) =>
            {
                var host = new VirtualHost { Name = "v", Domains = { "*" } };
                foreach (var match in matches)
                    host.Routes.Add(new Route { Match = match, DirectResponse = new DirectResponseAction { Status = 200 } });
                var table = RouteTable.Compile(new RouteConfiguration { VirtualHosts = { host } });
                var head = Request(path + "?q", headers: header == 0 ? [] : [$"x: {header}"]);
                var expected = Array.FindIndex(matches, match => ReferenceTakes(match, path, header));
                Assert.Equal(expected, table.Match(head, Facts(), 0).Route?.Index ?? -1);
                Assert.Equal(expected, table.Explain(head, Facts(), 0).Steps.ToList().FindIndex(step => step.Matched));
            }, iter: 1_000);

    [Fact]
    public void The_virtual_host_is_that_of_the_most_specific_domain() =>
        Gen.Select(Domains.Array[0, 12], HostNames.Where(name => name[0] != '.' && !name.Contains("..", StringComparison.Ordinal))).Sample((domains, name) =>
        {
            var configuration = new RouteConfiguration();
            foreach (var domain in domains.DistinctBy(WithoutLastDot)) configuration.VirtualHosts.Add(new VirtualHost { Name = domain, Domains = { domain } });
            var table = RouteTable.Compile(configuration);
            var head = Raw($"GET / HTTP/1.1\r\nhost: {name}\r\n\r\n");
            Assert.Equal(ReferenceHost([.. configuration.VirtualHosts.Select(host => host.Name)], name), table.Match(head, Facts(), 0).VirtualHost?.Name);
        }, iter: 5_000);

    private static bool ReferenceTakes(RouteMatch match, string path, int header)
    {
        var compare = match.CaseSensitive == false ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var conditions = match.Headers.All(matcher => matcher.InvertMatch ? header == 2 : header > 0);
        return conditions && match.PathSpecifierCase switch
        {
            RouteMatch.PathSpecifierOneofCase.Path => path.Equals(match.Path, compare),
            RouteMatch.PathSpecifierOneofCase.Prefix => path.StartsWith(match.Prefix, compare),
            RouteMatch.PathSpecifierOneofCase.PathSeparatedPrefix =>
                path.Equals(match.PathSeparatedPrefix, compare) || path.StartsWith(match.PathSeparatedPrefix + "/", compare),
            _ => System.Text.RegularExpressions.Regex.IsMatch(path, $@"\A(?:{match.SafeRegex.Regex})\z"),
        };
    }

    private static string? ReferenceHost(string[] domains, string name)
    {
        var host = WithoutLastDot(name);
        bool Suffix(string domain) => domain.Length > 1 && domain[0] == '*' && host.Length >= WithoutLastDot(domain).Length
            && host.EndsWith(WithoutLastDot(domain)[1..], StringComparison.Ordinal);
        bool Prefix(string domain) => domain.Length > 1 && domain[^1] == '*' && host.Length >= domain.Length
            && host.StartsWith(domain[..^1], StringComparison.Ordinal);
        return domains.FirstOrDefault(domain => WithoutLastDot(domain) == host)
            ?? domains.Where(Suffix).MaxBy(domain => WithoutLastDot(domain).Length)
            ?? domains.Where(Prefix).MaxBy(domain => domain.Length)
            ?? domains.FirstOrDefault(domain => domain == "*");
    }

    private static string WithoutLastDot(string name) => name.EndsWith('.') ? name[..^1] : name;
}
