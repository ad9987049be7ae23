using System.Net;

namespace ActorMesh.Tests.EndToEnd.Rig.Networks;

/// <summary>Machines on a network of their own, which can be cut in two. This process reaches all of them.</summary>
/// <remarks>Two bridges are the two sides of a cut; as long as nothing is cut off, all are on the first.</remarks>
internal sealed class MachineNetwork : IDisposable
{
    private const int HostNumber = 1, FirstNumber = 11;

    /// <summary>
    /// Of both sides, and for good. A bridge that was given none has the lowest of those plugged into it: with each machine that comes or goes it may be
    /// another, and the machines would go on sending to the one before for as long as they remember it.
    /// </summary>
    private const string HostHardware = "02:00:00:00:00:01";

    private static int _networks;

    private readonly string _name = $"am{Environment.ProcessId % 10_000}{(char)('a' + (Interlocked.Increment(ref _networks) % 26))}";
    private readonly string _prefix;
    private readonly Dictionary<string, Machine> _machines = new(StringComparer.Ordinal);

    public MachineNetwork(params string[] names)
    {
        _prefix = $"10.{77 + (_networks % 20)}.{Environment.ProcessId % 250}";
        try
        {
            AddBridge(Main, $"{_prefix}.{HostNumber}/24");
            AddBridge(Aside, $"{_prefix}.{HostNumber}/32");
            for (var i = 0; i < names.Length; i++) Add(names[i], i);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Machine this[string name] => _machines[name];

    /// <summary>This process, as the machines see it.</summary>
    public IPEndPoint Host(int port) => new(IPAddress.Parse($"{_prefix}.{HostNumber}"), port);

    private string Main => $"{_name}m";

    private string Aside => $"{_name}s";

    /// <summary>These machines reach each other and this process, and none of the others.</summary>
    public void CutOff(params string[] names)
    {
        foreach (var machine in names.Select(name => _machines[name]))
        {
            Ip.Run("link", "set", machine.Link, "master", Aside);
            Ip.Run("route", "replace", $"{machine.Address}/32", "dev", Aside);
        }
    }

    public void Heal()
    {
        foreach (var machine in _machines.Values)
        {
            Ip.Run("link", "set", machine.Link, "master", Main);
            Ip.TryRun("route", "del", $"{machine.Address}/32", "dev", Aside);
        }
    }

    /// <summary>Nothing may run in it any more.</summary>
    public void Dispose()
    {
        foreach (var machine in _machines.Values)
        {
            Ip.TryRun("link", "del", machine.Link);
            Ip.TryRun("netns", "del", machine.Space);
        }
        Ip.TryRun("link", "del", Main);
        Ip.TryRun("link", "del", Aside);
    }

    private static void AddBridge(string name, string address)
    {
        Ip.Run("link", "add", name, "address", HostHardware, "type", "bridge");
        Ip.Run("addr", "add", address, "dev", name);
        Ip.Run("link", "set", name, "up");
    }

    private void Add(string name, int index)
    {
        var machine = new Machine(name, $"{_name}-{name}", $"{_name}{index}", IPAddress.Parse($"{_prefix}.{FirstNumber + index}"));
        Ip.Run("netns", "add", machine.Space);
        _machines[name] = machine;
        Ip.Run("link", "add", machine.Link, "type", "veth", "peer", "name", "eth0", "netns", machine.Space);
        Ip.Run("link", "set", machine.Link, "master", Main);
        Ip.Run("link", "set", machine.Link, "up");
        string[] inside = ["-n", machine.Space];
        Ip.Run([.. inside, "addr", "add", $"{machine.Address}/24", "dev", "eth0"]);
        Ip.Run([.. inside, "link", "set", "eth0", "up"]);
        Ip.Run([.. inside, "link", "set", "lo", "up"]);
    }
}
