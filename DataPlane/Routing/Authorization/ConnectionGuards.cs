using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Routing.Compiling;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.NetworkFilters;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Asked before anything is done for a connection (envoy.extensions.filters.network.rbac): all of them, in order.</summary>
public sealed class ConnectionGuards
{
    public static readonly ConnectionGuards None = new([]);

    private readonly AccessGuard[] _guards;

    internal ConnectionGuards(IEnumerable<AccessSettings> settings) => _guards = [.. settings.Select(one => new AccessGuard("", one))];

    /// <param name="filters">A whole chain, whose last filter is not looked at.</param>
    /// <exception cref="RouteTableException">One is none of these, or cannot be run.</exception>
    public static ConnectionGuards Compile(IReadOnlyList<Filter> filters) => new(filters.SkipLast(1).Select((filter, i) =>
    {
        var path = ResourcePath.Root.Item("filters", i).Field("typed_config");
        return filter.TypedConfig?.TryUnpack(out RBAC rules) == true
            ? AccessCompiler.Compile(rules, path)
            : throw path.Refuse("is not a filter that may stand before another one; there is envoy.extensions.filters.network.rbac.v3.RBAC");
    }));

    public bool IsEmpty => _guards.Length == 0;

    public IReadOnlyList<AccessStatus> Statuses => [.. _guards.Select(guard => guard.Status)];

    /// <param name="told">What rules that are not enforced would refuse with, now and then; else null.</param>
    /// <returns>Null lets the connection in.</returns>
    internal Refusal? Decide(ConnectionFacts connection, TimeProvider clock, out Refusal? told)
    {
        told = null;
        var input = new AccessInput(connection);
        foreach (var guard in _guards)
        {
            var refusal = guard.Decide(in input, clock, out var one);
            told ??= one;
            if (refusal is not null) return refusal;
        }

        return null;
    }

    /// <summary>Whether they would not let it in. Counts nothing.</summary>
    internal bool Refuses(ClientConnection connection)
    {
        if (IsEmpty) return false;
        var input = new AccessInput(ConnectionFacts.Of(connection));
        foreach (var guard in _guards)
            if (guard.Settings.Rules?.Decide(in input, out _) is not null) return true;
        return false;
    }

    /// <summary>Goes on counting where those of the configuration before are.</summary>
    internal void TakeOver(ConnectionGuards before)
    {
        if (ReferenceEquals(this, before)) return;
        foreach (var (guard, previous) in _guards.Zip(before._guards)) guard.TakeOver(previous);
    }
}
