using Xunit;

namespace ActorMesh.Tests.EndToEnd.Rig.Networks;

/// <summary>A test that needs machines of its own: network namespaces, which only root may make, on Linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NetworkFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(Problem);

    public NetworkFactAttribute() => Skip = Missing.Value;

    private static string? Problem()
    {
        if (!OperatingSystem.IsLinux()) return "network namespaces need Linux";
        if (!Environment.IsPrivilegedProcess) return "network namespaces need root";
        try
        {
            var name = $"am-probe-{Environment.ProcessId}";
            Ip.Run("netns", "add", name);
            Ip.Run("netns", "del", name);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return $"no network namespaces here: {e.Message}";
        }
    }
}
