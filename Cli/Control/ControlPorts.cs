using System.Net;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Cli.Control;

/// <summary>Where a control node listens.</summary>
/// <param name="Tls">How it proves who it is, and whom it believes; null: everything is plain, and nobody is asked.</param>
/// <param name="Refused">Hears who was turned away; null with <paramref name="Tls"/>.</param>
internal sealed record ControlPorts(IPEndPoint Xds, IPEndPoint Api, NodeTls? Tls, RefusedPeers? Refused)
{
    /// <summary>By loopback the API may be asked in plain text, too; beyond it is secured.</summary>
    public bool IsApiPlain => Tls is null || IPAddress.IsLoopback(Api.Address);
}
