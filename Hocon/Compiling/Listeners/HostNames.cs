using System.Globalization;
using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Compiling.Listeners;

/// <summary>What an application may put into Host to mean a callee: its name, alone or in the trust domain, with or without a port.</summary>
internal static class HostNames
{
    /// <param name="sharedPort">Where the application sends it to: HTTP clients put that into Host when the name resolves to loopback.</param>
    public static IEnumerable<string> Of(ServiceMesh mesh, Service callee, int sharedPort)
    {
        var ports = new[] { callee.Port.Value, sharedPort }.Distinct().Select(port => port.ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var name in (string[])[callee.Name, $"{callee.Name}.{mesh.TrustDomain.Value}"])
        {
            yield return name;
            foreach (var port in ports) yield return $"{name}:{port}";
        }
    }
}
