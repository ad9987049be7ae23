using System.Runtime.CompilerServices;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>
/// Tests block threads of the pool, and two cores alone would start with two of them: then cluster nodes in this process fall silent, and give each other
/// up, whenever a few tests wait at once.
/// </summary>
internal static class ThreadsToSpare
{
    [ModuleInitializer]
    internal static void Raise() => ThreadPool.SetMinThreads(32, 32);
}
