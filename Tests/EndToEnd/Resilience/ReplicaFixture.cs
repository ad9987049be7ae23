using ActorMesh.Tests.EndToEnd.Rig.Peers;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>Three replicas that all tests of a class use, each with another sidecar.</summary>
public sealed class ReplicaFixture : IAsyncLifetime
{
    internal Replica[] All { get; private set; } = [];

    internal Replica Bad => All[^1];

    public async Task InitializeAsync() => All = await Replica.StartAll("a", "b", "c");

    public async Task DisposeAsync()
    {
        foreach (var replica in All) await replica.DisposeAsync();
    }
}
