using System.Buffers;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class VirtualHostCheck
{
    private const string HostHint = "a domain is a host, with a port or without";

    private static readonly SearchValues<char> NeverInAHost = SearchValues.Create("/?#@ \t\r\n\0");

    public static void Run(VirtualHost host, CheckContext context)
    {
        context.Require(host, VirtualHost.NameFieldNumber);
        context.Require(host, VirtualHost.DomainsFieldNumber, "write \"*\" for every domain");
        for (var i = 0; i < host.Domains.Count; i++)
        {
            if (Problem(host.Domains[i]) is var (problem, hint)) context.Error(host, VirtualHost.DomainsFieldNumber, i, problem, hint);
        }
        HeaderMutationCheck.Removals(host, VirtualHost.RequestHeadersToRemoveFieldNumber, host.RequestHeadersToRemove, context);
        HeaderMutationCheck.Removals(host, VirtualHost.ResponseHeadersToRemoveFieldNumber, host.ResponseHeadersToRemove, context);
    }

    private static (string Problem, string? Hint)? Problem(string domain)
    {
        if (domain.Length == 0) return ("a domain must not be empty", "write \"*\" for every domain");
        if (domain.Contains("://", StringComparison.Ordinal)) return ($"{Quoted.Of(domain)} has a scheme", HostHint);
        if (domain.AsSpan().ContainsAny(NeverInAHost)) return ($"{Quoted.Of(domain)} is not a domain", HostHint);
        var star = domain.IndexOf('*', StringComparison.Ordinal);
        var isAtAnEnd = star == 0 || star == domain.Length - 1;
        return star < 0 || isAtAnEnd && star == domain.LastIndexOf('*')
            ? null
            : ($"the `*` of {Quoted.Of(domain)} stands in a place where it means nothing",
                "one `*` may stand, as the first or the last character");
    }
}
