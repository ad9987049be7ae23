using ActorMesh.Cli.Control.Shapes;

namespace ActorMesh.Cli.Inspecting;

/// <summary>Compares what a proxy should run with what it said.</summary>
internal static class AcknowledgedDiff
{
    public static IEnumerable<ResourceDifference> Of(ProxyShape proxy)
    {
        foreach (var type in proxy.Types)
        {
            if (type.Refusal is { } refusal) yield return new ResourceDifference(type.Type, "", "refused", $"version {type.Sent}: {refusal}; it runs version {type.Acknowledged}");
            else if (type.State != ProxyShape.Synced) yield return new ResourceDifference(type.Type, "", "stale", $"version {type.Sent} was sent, it acknowledged {type.Acknowledged}");
        }
        if (!proxy.IsLost && proxy.Types.Count > 0 && proxy.Types.All(type => type.State == ProxyShape.Synced) && proxy.Version < proxy.Wanted)
            yield return new ResourceDifference("", "", "stale", $"it runs version {proxy.Version}; version {proxy.Wanted} was not sent to it yet");
    }
}
