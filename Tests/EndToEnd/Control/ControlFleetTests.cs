using Xunit;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>Tests that share one fleet, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ControlFleetTests : ICollectionFixture<ControlFleet>
{
    public const string Name = "control fleet";
}
