using Xunit;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>
/// Tests that signal their own process: one at a time, and nothing beside them. A web host of any other test hears SIGTERM too, and stops serving in the midst of it.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SignalCollection
{
    public const string Name = "signals";
}
