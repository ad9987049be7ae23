using ActorMesh.DataPlane.Bytes.Tls;

namespace ActorMesh.DataPlane.Listening;

/// <summary>Which connections a chain takes (envoy.config.listener.v3.FilterChainMatch). All that is written must fit; what is empty fits all.</summary>
/// <param name="ServerNames">Lower case; <c>*.example.com</c> fits all names below that.</param>
/// <param name="IsTls">Whether the client begins with TLS; null: either way.</param>
/// <param name="ApplicationProtocols">One of them must be among those that the client offers.</param>
public sealed record ChainMatch(IReadOnlyList<string> ServerNames, bool? IsTls, IReadOnlyList<string> ApplicationProtocols)
{
    public static ChainMatch Everything { get; } = new([], null, []);

    /// <summary>Of the chain that takes what no other takes (default_filter_chain).</summary>
    public static ChainMatch Otherwise { get; } = new([], null, []);

    public bool IsEmpty => ServerNames.Count == 0 && IsTls is null && ApplicationProtocols.Count == 0;

    /// <summary>The chain for a connection; null when none takes it.</summary>
    /// <param name="hello">Null when the client does not speak TLS.</param>
    /// <remarks>
    /// As Envoy narrows: by server name first, the exact one before the longest wildcard before none, then by transport, then by application protocol; what
    /// fits closer wins at each step, and no step is taken back.
    /// </remarks>
    public static T? Choose<T>(IReadOnlyList<T> chains, Func<T, ChainMatch> matchOf, ClientHello? hello)
        where T : class
    {
        if (chains.Count == 1 && matchOf(chains[0]).IsEmpty) return chains[0];
        var left = Closest([.. chains.Where(chain => !ReferenceEquals(matchOf(chain), Otherwise))], chain => matchOf(chain).NameFit(hello?.ServerName ?? ""));
        left = Closest(left, chain => matchOf(chain).TransportFit(hello is not null));
        left = Closest(left, chain => matchOf(chain).ProtocolFit(hello?.ApplicationProtocols ?? []));
        return left.FirstOrDefault() ?? chains.FirstOrDefault(chain => ReferenceEquals(matchOf(chain), Otherwise));
    }

    /// <summary>Those that fit closest; none where none fits.</summary>
    private static List<T> Closest<T>(IReadOnlyList<T> chains, Func<T, int> fit)
    {
        var best = chains.Select(fit).DefaultIfEmpty(-1).Max();
        return best < 0 ? [] : [.. chains.Where(chain => fit(chain) == best)];
    }

    /// <summary>-1: not at all; 0: any will do; else the closer the more.</summary>
    private int NameFit(string name)
    {
        if (ServerNames.Count == 0) return 0;
        if (name.Length == 0) return -1;
        return ServerNames.Max(own => own.Equals(name, StringComparison.Ordinal) ? int.MaxValue
            : own.StartsWith("*.", StringComparison.Ordinal) && name.EndsWith(own[1..], StringComparison.Ordinal) ? own.Length
            : -1);
    }

    private int TransportFit(bool isTls) => IsTls is not { } wanted ? 0 : wanted == isTls ? 1 : -1;

    private int ProtocolFit(IReadOnlyList<string> offered) =>
        ApplicationProtocols.Count == 0 ? 0 : ApplicationProtocols.Any(own => offered.Contains(own, StringComparer.Ordinal)) ? 1 : -1;
}
