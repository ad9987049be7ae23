using Xunit;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>Tests that signal their own process: one at a time, or one would get what is meant for another.</summary>
[CollectionDefinition(Name)]
public sealed class SignalCollection
{
    public const string Name = "signals";
}
