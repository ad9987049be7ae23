using System.Net;
using ActorMesh.DataPlane.Routing.Exchange;

namespace ActorMesh.DataPlane.Listening;

/// <summary>One listener as configured, compiled: an address, and what is done with what comes in there.</summary>
public sealed record ListenerPlan(string Name, IPEndPoint Address, HttpConfiguration? Http, TcpConfiguration? Tcp);
