using ActorMesh.Runtime.Contracts.Envoy.Listeners;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class FilterChainMatchCheck
{
    private const int ProtocolsMax = 100;

    private static readonly string[] Any = [""];

    public static void Run(FilterChainMatch match, CheckContext context)
    {
        if (match.TransportProtocol is not ("" or "tls" or "raw_buffer"))
            context.Error(match, FilterChainMatch.TransportProtocolFieldNumber, "no connection is of this kind", "use tls or raw_buffer");
        foreach (var (index, name) in match.ServerNames.Index())
            if (name.Length == 0 || (name.StartsWith("*.", StringComparison.Ordinal) ? name.IndexOf('*', 1) >= 0 || name.Length == 2 : name.Contains('*')))
                context.Error(match, FilterChainMatch.ServerNamesFieldNumber, index, "is neither a whole name nor one like *.example.com", "leave server_names off for all names");
        foreach (var (index, protocol) in match.ApplicationProtocols.Index())
            if (protocol.Length == 0) context.Error(match, FilterChainMatch.ApplicationProtocolsFieldNumber, index, "must not be empty");
        if (match.ApplicationProtocols.Count > ProtocolsMax)
            context.Error(match, FilterChainMatch.ApplicationProtocolsFieldNumber, $"{match.ApplicationProtocols.Count} are more than {ProtocolsMax}");
    }

    /// <summary>Reports chains that claim the same connections.</summary>
    public static void Overlaps(Listener listener, CheckContext context)
    {
        var taken = new Dictionary<(string, string, string), int>();
        foreach (var (index, chain) in listener.FilterChains.Index())
        foreach (var claim in Claims(chain.FilterChainMatch ?? new FilterChainMatch()))
        {
            if (taken.TryAdd(claim, index) || taken[claim] == index) continue;
            context.Error(
                listener, Listener.FilterChainsFieldNumber, index, $"this chain matches the same connections as the one at {taken[claim]}",
                "keep one of the two, or tell them apart by filter_chain_match");
            break;
        }
    }

    private static IEnumerable<(string Name, string Transport, string Protocol)> Claims(FilterChainMatch match) =>
        from name in match.ServerNames.Count > 0 ? match.ServerNames.Select(name => name.ToLowerInvariant()) : Any
        from protocol in match.ApplicationProtocols.Count > 0 ? match.ApplicationProtocols.Take(ProtocolsMax) : Any
        select (name, match.TransportProtocol, protocol);
}
