using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.TransportSecurity;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Cli.Sidecars;

/// <summary>Files that a mesh file names stand beside it, wherever the sidecar was started.</summary>
internal static class BesideMesh
{
    /// <param name="bootstrap">Of the mesh; it is changed.</param>
    /// <param name="mesh">The mesh file.</param>
    public static void Resolve(Bootstrap bootstrap, string mesh)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(mesh))!;
        foreach (var socket in bootstrap.StaticResources.Listeners.SelectMany(listener => listener.FilterChains).Select(chain => chain.TransportSocket).OfType<TransportSocket>())
        {
            if (!socket.TypedConfig.TryUnpack(out DownstreamTlsContext context)) continue;
            foreach (var source in context.CommonTlsContext.TlsCertificates.SelectMany(certificate => (DataSource[])[certificate.CertificateChain, certificate.PrivateKey]))
                source.Filename = Path.Combine(beside, source.Filename);
            socket.TypedConfig = Any.Pack(context);
        }
    }
}
