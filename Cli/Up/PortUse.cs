using System.Net;
using ActorMesh.Hocon.Compiling;

namespace ActorMesh.Cli.Up;

/// <summary>An address that will be listened on, and by whom.</summary>
/// <param name="User">As in <c>orders' sidecar (inbound)</c>.</param>
internal sealed record PortUse(IPEndPoint Address, string User)
{
    /// <summary>All that a workload on this machine listens on.</summary>
    public static IEnumerable<IPEndPoint> Of(WorkloadPlacement place)
    {
        IPEndPoint?[] addresses = [place.Inbound, place.Admin, place.Ingress, place.SharedOutbound, .. place.Outbound.Select(outbound => outbound.Address)];
        return addresses.OfType<IPEndPoint>().Append(new IPEndPoint(IPAddress.Loopback, place.App.Port));
    }
}
