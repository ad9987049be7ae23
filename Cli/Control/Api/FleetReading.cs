using ActorMesh.Cli.Control.Shapes;

namespace ActorMesh.Cli.Control.Api;

/// <summary>All proxies that any control node knows of, those that are lost included.</summary>
/// <param name="Notes">What could not be known, a sentence each.</param>
internal sealed record FleetReading(IReadOnlyList<ProxyShape> Proxies, IReadOnlyList<string> Notes);
