using ActorMesh.Runtime.Contracts.Envoy.Listeners;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Two listeners cannot have one address: who has it keeps it, and who wanted it stays where it was.</summary>
internal static class SharedAddresses
{
    /// <param name="listeners">With an answer taken already.</param>
    /// <param name="before">What was accepted before that answer.</param>
    /// <param name="statics">Of the file; nobody takes theirs.</param>
    /// <returns>What is refused, and why.</returns>
    public static IReadOnlyList<string> Settle(
        ResourceLedger listeners, IReadOnlyDictionary<string, DiscoveredResource> before, IReadOnlyList<DiscoveredResource> statics)
    {
        var owners = new Dictionary<(string Host, uint Port), string>();
        var problems = new List<string>();
        foreach (var one in statics) Take(one);
        foreach (var one in listeners.Accepted.Values.OrderBy(one => before.GetValueOrDefault(one.Name) != one).ToList())
        {
            if (Take(one)) continue;
            var (host, port) = AddressOf(one);
            var problem = $"listener '{owners[(host, port)]}' has the address {host}:{port} already";
            if (before.TryGetValue(one.Name, out var former) && Take(former)) listeners.Accept(former, "");
            else listeners.Remove(one.Name);
            listeners.Refuse(one.Name, problem);
            problems.Add($"listener '{one.Name}': {problem}");
        }
        return problems;

        bool Take(DiscoveredResource one) => AddressOf(one).Port == 0 || owners.TryAdd(AddressOf(one), one.Name);
    }

    private static (string Host, uint Port) AddressOf(DiscoveredResource listener) =>
        ((Listener)listener.Message).Address?.SocketAddress is { } address ? (address.Address, address.PortValue) : ("", 0);
}
