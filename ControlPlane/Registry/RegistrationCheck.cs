using System.Net;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>Whether a registration can be an endpoint at all. Whether the mesh has the service is another question.</summary>
internal static class RegistrationCheck
{
    private const int WeightMax = 128;

    /// <returns>What is wrong and what to do; null when nothing is.</returns>
    public static string? Problem(Registration registration, RegistrySettings settings)
    {
        if (registration.ProxyId.Length == 0 || registration.Service.Length == 0) return "it names no proxy or no service: set node.id and node.cluster";
        if (!IsLiteral(registration.Address)) return $"'{Short(registration.Address)}' is no IP address: register one that callers can reach";
        if (EndpointAddress.Problem(IPAddress.Parse(registration.Address)) is { } what) return $"{registration.Address} is {what}: register one that callers can reach (--advertise)";
        if (registration.Port is < 1 or > IPEndPoint.MaxPort) return $"{registration.Port} is no port: 1 to {IPEndPoint.MaxPort}";
        if (registration.Weight is < 1 or > WeightMax) return $"the weight {registration.Weight} is outside 1 to {WeightMax}";
        if (registration.Labels.Count > settings.LabelsMax) return $"it has {registration.Labels.Count} labels: {settings.LabelsMax} are the most";
        var texts = registration.Labels.SelectMany(label => (string[])[label.Key, label.Value]).Append(registration.ProxyId).Append(registration.Service).Append(registration.Zone ?? "");
        if (texts.FirstOrDefault(text => text.Length > settings.TextMax) is { } text) return $"'{Short(text)}' is longer than {settings.TextMax} characters";
        var bytes = RegistryShares.Written(new Sighting(registration, RegisteredProxy.Types.Standing.Live, 0)).CalculateSize();
        return bytes > settings.BytesMax ? $"it weighs {bytes} bytes: {settings.BytesMax} are the most; use fewer or shorter labels" : null;
    }

    /// <summary>An address that each machine has for itself leads callers on other machines to themselves.</summary>
    /// <param name="elsewhere">Where the proxy is; null when it is on this machine, where everything may be on one.</param>
    public static string? Unreachable(Registration registration, IPAddress? elsewhere)
    {
        if (elsewhere is null || !IPAddress.TryParse(registration.Address, out var address)) return null;
        return IPAddress.IsLoopback(EndpointAddress.Normal(address))
            ? $"{registration.Address} is an address that only its own machine has, and it connects from {elsewhere}: register one that callers reach (--advertise)"
            : null;
    }

    /// <summary>One address has one spelling, so that nobody is an endpoint twice.</summary>
    public static Registration Normal(Registration registration) => registration with { Address = $"{EndpointAddress.Normal(IPAddress.Parse(registration.Address))}" };

    // Short forms such as 10.1 are addresses to some readers and names to others.
    private static bool IsLiteral(string text) =>
        (text.Contains(':', StringComparison.Ordinal) ? !text.Contains('%', StringComparison.Ordinal) && !text.StartsWith('[') : text.Count(c => c == '.') == 3)
        && IPAddress.TryParse(text, out _);

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}...";
}
