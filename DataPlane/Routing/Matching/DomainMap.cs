using System.Buffers;
using System.Collections.Frozen;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>
/// Finds the virtual host of an authority: exact name, then longest <c>*suffix</c>, then longest <c>prefix*</c>, then <c>*</c>.
/// </summary>
internal sealed class DomainMap
{
    private const int StackBytesMax = 256;

    private readonly bool _ignorePort;
    private readonly CompiledVirtualHost? _any;
    private readonly NameGroup[] _exact;
    private readonly NameGroup[] _suffixes;
    private readonly NameGroup[] _prefixes;

    public DomainMap(IReadOnlyList<(DomainPattern Domain, CompiledVirtualHost Host)> domains, bool ignorePort)
    {
        _ignorePort = ignorePort;
        _any = domains.FirstOrDefault(entry => entry.Domain.Kind == DomainKind.Any).Host;
        var exact = domains.Where(entry => entry.Domain.Kind == DomainKind.Exact).ToArray();
        _exact = exact.Length == 0 ? [] : [new NameGroup(0, exact)];
        _suffixes = ByLength(domains, DomainKind.Suffix);
        _prefixes = ByLength(domains, DomainKind.Prefix);
    }

    private bool OnlyAny => _exact.Length + _suffixes.Length + _prefixes.Length == 0;

    public CompiledVirtualHost? Find(ReadOnlySpan<byte> authority)
    {
        if (OnlyAny) return _any;
        byte[]? rented = null;
        var buffer = authority.Length <= StackBytesMax
            ? stackalloc byte[StackBytesMax]
            : rented = ArrayPool<byte>.Shared.Rent(authority.Length);
        var found = FindNormalised(AuthorityName.Normalise(authority, _ignorePort, buffer));
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return found;
    }

    private CompiledVirtualHost? FindNormalised(ReadOnlySpan<byte> name)
    {
        if (_exact.Length > 0 && _exact[0].Hosts.TryGetValue(name, out var host)) return host;
        // A wildcard stands for at least one byte: *.foo.com is not .foo.com.
        foreach (var suffixes in _suffixes)
            if (suffixes.Length < name.Length && suffixes.Hosts.TryGetValue(name[^suffixes.Length..], out host)) return host;
        foreach (var prefixes in _prefixes)
            if (prefixes.Length < name.Length && prefixes.Hosts.TryGetValue(name[..prefixes.Length], out host)) return host;
        return _any;
    }

    private static NameGroup[] ByLength(IReadOnlyList<(DomainPattern Domain, CompiledVirtualHost Host)> domains, DomainKind kind) =>
    [
        .. domains.Where(entry => entry.Domain.Kind == kind)
            .GroupBy(entry => entry.Domain.Fixed.Length)
            .OrderByDescending(group => group.Key)
            .Select(group => new NameGroup(group.Key, group)),
    ];

    /// <summary>All names of one kind whose fixed part has the same length, so that one lookup asks for all of them.</summary>
    private readonly struct NameGroup(int length, IEnumerable<(DomainPattern Domain, CompiledVirtualHost Host)> domains)
    {
        public int Length { get; } = length;

        public FrozenDictionary<byte[], CompiledVirtualHost>.AlternateLookup<ReadOnlySpan<byte>> Hosts { get; } = domains
            .ToFrozenDictionary(entry => entry.Domain.Fixed, entry => entry.Host, ByteKeyComparer.Instance)
            .GetAlternateLookup<ReadOnlySpan<byte>>();
    }
}
