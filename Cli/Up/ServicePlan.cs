using System.Net;
using ActorMesh.Cli.Children;
using ActorMesh.Cli.Traffic;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Cli.Up;

/// <summary>What is started for a service, and where it listens.</summary>
/// <param name="Application">Null when it runs already.</param>
/// <param name="TokenFile">Where its sidecar looks for the token that lets it in.</param>
internal sealed record ServicePlan(Service Service, WorkloadPlacement Place, ChildCommand? Application, ChildCommand Sidecar, string TokenFile)
{
    public string Name => Service.Name;

    public Uri Admin => new($"http://{Place.Admin}/");

    /// <summary>Where requests enter; null when the service is not exposed.</summary>
    public TrafficTarget? Target => Place.Ingress is { } ingress && Service.Exposure is { } exposure
        ? new TrafficTarget(new Uri($"{exposure.Scheme}://{ingress}{exposure.PathPrefix.Value}"), exposure.Host.Value == "*" ? null : exposure.Host.Value)
        : null;

    /// <summary>As the table shows them: <c>in 8080  orders 20001  by host 15001  ingress 8000</c>.</summary>
    public string Listeners
    {
        get
        {
            List<string> listeners = [$"in {Place.Inbound.Port}"];
            listeners.AddRange(Place.Outbound.Select(callee => $"{callee.Callee} {callee.Address.Port}"));
            if (Place.SharedOutbound is { } shared) listeners.Add($"by host {shared.Port}");
            if (Place.Ingress is { } ingress) listeners.Add($"ingress {ingress.Port}");
            return string.Join("  ", listeners);
        }
    }

    public IEnumerable<PortUse> Ports()
    {
        var sidecar = $"the sidecar of {Name}";
        if (Application is not null && IPAddress.TryParse(Place.App.Host, out var address))
            yield return new PortUse(new IPEndPoint(address, Place.App.Port), $"the application of {Name}");
        yield return new PortUse(Place.Inbound, $"{sidecar} (inbound)");
        yield return new PortUse(Place.Admin, $"{sidecar} (admin)");
        if (Place.Ingress is { } ingress) yield return new PortUse(ingress, $"{sidecar} (ingress)");
        if (Place.SharedOutbound is { } shared) yield return new PortUse(shared, $"{sidecar} (outbound by host)");
        foreach (var (callee, outbound) in Place.Outbound) yield return new PortUse(outbound, $"{sidecar} (to {callee})");
    }
}
