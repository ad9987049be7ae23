using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>The tests that share a <see cref="GuardedMesh"/>.</summary>
[CollectionDefinition(nameof(GuardedCollection))]
public sealed class GuardedCollection : ICollectionFixture<GuardedMesh>;
