using Xunit;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>The tests that share the sidecar of a <see cref="HostileFixture"/>.</summary>
[CollectionDefinition(nameof(HostileCollection))]
public sealed class HostileCollection : ICollectionFixture<HostileFixture>;
