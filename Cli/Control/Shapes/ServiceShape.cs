namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A service of the running mesh.</summary>
/// <param name="Calls">Services that it calls.</param>
/// <param name="Endpoints">host:port of those that callers are sent to.</param>
/// <param name="Proxies">How many of its proxies are connected.</param>
/// <param name="Synced">Of these, how many run what they should.</param>
internal sealed record ServiceShape(string Name, int Port, IReadOnlyList<string> Calls, IReadOnlyList<string> Endpoints, int Proxies, int Synced);
