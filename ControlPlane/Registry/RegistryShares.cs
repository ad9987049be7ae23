using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>What a node has seen, as it goes over the wire and to the disk.</summary>
internal static class RegistryShares
{
    /// <summary>In one piece, so that none exceeds what one message between nodes may weigh.</summary>
    public const int ProxiesPerPiece = 200;

    public const int PiecesMax = 500;

    public static IReadOnlyList<RegistryShare> Of(string node, (long Incarnation, long Sequence) at, IEnumerable<Sighting> sightings)
    {
        var pieces = sightings.Select(Written).Chunk(ProxiesPerPiece).DefaultIfEmpty([]).ToList();
        return
        [
            .. pieces.Select((piece, number) => new RegistryShare
            {
                Node = node,
                Incarnation = at.Incarnation,
                Sequence = at.Sequence,
                Piece = number,
                Pieces = pieces.Count,
                Proxies = { piece },
            }),
        ];
    }

    public static Sighting Read(RegisteredProxy proxy) => new(
        new Registration(
            proxy.Service, proxy.ProxyId, proxy.Address, (int)Math.Min(proxy.Port, int.MaxValue), proxy.Zone.Length == 0 ? null : proxy.Zone,
            (int)Math.Min(proxy.Weight, int.MaxValue), proxy.Labels),
        proxy.Standing,
        proxy.SinceMs);

    public static RegisteredProxy Written(Sighting sighting)
    {
        var registration = sighting.Registration;
        var proxy = new RegisteredProxy
        {
            ProxyId = registration.ProxyId,
            Service = registration.Service,
            Address = registration.Address,
            Port = (uint)registration.Port,
            Zone = registration.Zone ?? "",
            Weight = (uint)registration.Weight,
            Standing = sighting.Standing,
            SinceMs = sighting.Since,
        };
        foreach (var (key, value) in registration.Labels.OrderBy(label => label.Key, StringComparer.Ordinal)) proxy.Labels.Add(key, value);
        return proxy;
    }
}
