using System.Net;
using ActorMesh.Cli.Hosting;

namespace ActorMesh.Cli.Workloads;

/// <summary>Several workloads in this process, on consecutive loopback ports.</summary>
internal sealed class WorkloadGroup : IAsyncDisposable
{
    private const int ConnectionsMax = 10_000;

    private readonly List<(Workload Workload, CalleeClient Callees, LoopbackServer Server)> _members = [];

    private WorkloadGroup()
    {
    }

    public IEnumerable<(string Name, IPEndPoint Address)> Members => _members.Select(member => (member.Workload.Name, member.Server.Address));

    /// <summary>Starts all of them, or none.</summary>
    /// <param name="callees">Whom each of them calls before it answers.</param>
    /// <param name="seed">Seeds the first; each further one has the next number.</param>
    /// <exception cref="IOException">A port cannot be had.</exception>
    public static async Task<WorkloadGroup> Start(
        IReadOnlyList<string> names, int firstPort, WorkloadBehaviour behaviour, IReadOnlyList<Callee> callees, int seed, TimeProvider clock)
    {
        var group = new WorkloadGroup();
        try
        {
            for (var i = 0; i < names.Count; i++)
            {
                var client = new CalleeClient(names[i], callees, clock);
                var workload = new Workload(names[i], behaviour, new Random(seed + i), clock, client);
                var address = new IPEndPoint(IPAddress.Loopback, firstPort + i);
                group._members.Add((workload, client, await LoopbackServer.Start(address, ConnectionsMax, workload.Answer, clock)));
            }
            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, callees, server) in _members)
        {
            await server.DisposeAsync();
            callees.Dispose();
        }
        _members.Clear();
    }
}
