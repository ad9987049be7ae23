using ActorMesh.Cli.Control.Shapes;

namespace ActorMesh.Cli.Applying;

/// <summary>How far the proxies are with a version.</summary>
/// <param name="Wanted">How many shall have it.</param>
/// <param name="Done">How many of them run it.</param>
/// <param name="Refused">Who refused it, and why.</param>
/// <param name="Waiting">Who has not answered yet.</param>
internal sealed record FleetStanding(int Wanted, int Done, IReadOnlyList<(string Proxy, string Why)> Refused, IReadOnlyList<string> Waiting)
{
    /// <summary>Nobody is waited for any more.</summary>
    public bool IsOver => Refused.Count > 0 || Waiting.Count == 0;

    /// <param name="isCanary">Only some proxies shall have it: those that the control plane chose.</param>
    public static FleetStanding Of(StatusShape status, long version, bool isCanary)
    {
        // Who gets nothing of any version is not waited for.
        var connected = status.Proxies.Where(proxy => !proxy.IsLost && (proxy.Problem is null || proxy.Wanted > 0)).ToList();
        var wanted = isCanary ? connected.Where(proxy => proxy.Wanted == version).ToList() : connected;
        var refused = wanted.Where(proxy => Refusal(proxy, version) is not null).Select(proxy => (proxy.Id, Refusal(proxy, version)!)).ToList();
        var done = wanted.Count(proxy => proxy.State == ProxyShape.Synced && proxy.Version >= version);
        // Until this node has the version itself, nobody is known to be chosen.
        var isBehind = isCanary && wanted.Count == 0 && connected.Count > 0;
        var waiting = isBehind ? ["the control plane"] : wanted.Where(proxy => !IsDone(proxy, version)).Select(proxy => proxy.Id).ToList();
        return new FleetStanding(wanted.Count, done, refused, waiting);
    }

    private static bool IsDone(ProxyShape proxy, long version) => (proxy.State == ProxyShape.Synced && proxy.Version >= version) || Refusal(proxy, version) is not null;

    /// <summary>What it refused before the version came to it may be gone with it: nothing is known of that until it has been sent.</summary>
    private static string? Refusal(ProxyShape proxy, long version) => proxy.Types.FirstOrDefault(type => type.Refusal is not null && type.Sent >= version)?.Refusal;
}
