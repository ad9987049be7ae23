using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>The tests that wait for <see cref="LongRuns"/>.</summary>
[CollectionDefinition(nameof(LongRunCollection))]
public sealed class LongRunCollection : ICollectionFixture<LongRuns>;
