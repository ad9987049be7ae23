using System.Net;

namespace ActorMesh.Cli.Up;

/// <summary>An address that will be listened on, and by whom.</summary>
/// <param name="User">As in <c>orders' sidecar (inbound)</c>.</param>
internal sealed record PortUse(IPEndPoint Address, string User);
