using ActorMesh.Cli.Control.Shapes;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Control.Api;

/// <summary>How far a proxy is, made of what its control node knows and of what it should run.</summary>
internal static class ProxyStanding
{
    /// <param name="node">The control node that has it.</param>
    /// <param name="wanted">The version that it should run; 0 for none.</param>
    public static ProxyShape Of(string node, FleetProxy proxy, long wanted)
    {
        var isLost = proxy.State == FleetProxy.Types.State.Lost;
        var types = proxy.Types_.Where(type => type.Sent > 0).OrderBy(type => ResourceTypes.InOrder.Index().FirstOrDefault(known => known.Item == type.TypeUrl).Index).Select(Type).ToList();
        return new ProxyShape(
            proxy.Id, proxy.Service, proxy.Registration is { Zone.Length: > 0 } registration ? registration.Zone : null, State(isLost, types, proxy.Running, wanted), proxy.Running, wanted,
            proxy.Agent.Length == 0 ? null : proxy.Agent, isLost ? null : node, (isLost ? proxy.LostAt : proxy.ConnectedAt)?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch, types)
        {
            IsProxyless = proxy.IsProxyless,
            Problem = isLost || proxy.Problem.Length == 0 ? null : proxy.Problem,
            Plain = proxy.Plain > 0 ? new(proxy.Plain, proxy.PlainAt.ToDateTimeOffset()) : null,
            RegistrationProblem = isLost || proxy.RegistrationProblem.Length == 0 ? null : proxy.RegistrationProblem,
        };
    }

    private static TypeShape Type(FleetType type) => new(
        TypeWord.Of(type.TypeUrl),
        type.Refusal.Length > 0 ? ProxyShape.Nack : type.Sent == type.Acknowledged ? ProxyShape.Synced : ProxyShape.Stale,
        type.Sent, type.Acknowledged, type.Refusal.Length > 0 ? type.Refusal : null, type.At?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch);

    private static string State(bool isLost, List<TypeShape> types, long version, long wanted)
    {
        if (isLost) return ProxyShape.Lost;
        if (types.Exists(type => type.State == ProxyShape.Nack)) return ProxyShape.Nack;
        return types.Count > 0 && types.TrueForAll(type => type.State == ProxyShape.Synced) && version >= wanted ? ProxyShape.Synced : ProxyShape.Stale;
    }
}
