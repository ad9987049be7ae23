using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>What a node has seen, as it goes over the wire and to the disk.</summary>
internal static class RegistryShares
{
    /// <summary>As many registrations as a node takes, of the greatest weight, are far fewer.</summary>
    public const int PiecesMax = 500;

    /// <param name="since">Sequence that <paramref name="proxies"/> are the changes of; 0 when they are all.</param>
    public static IReadOnlyList<RegistryShare> Of(string node, (long Incarnation, long Sequence) at, long since, IEnumerable<RegisteredProxy> proxies)
    {
        var pieces = FramePieces.Cut(proxies).DefaultIfEmpty([]).ToList();
        return
        [
            .. pieces.Select((piece, number) => new RegistryShare
            {
                Node = node,
                Incarnation = at.Incarnation,
                Sequence = at.Sequence,
                Since = since,
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
