using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Rig;

/// <summary>Recognises the answers that the sidecar makes itself.</summary>
internal static class LocalReply
{
    /// <summary>The response flag (UF, UC, NR, ...) as the reply states it; empty when an upstream answered.</summary>
    public static string FlagOf(WireResponse answer) => answer.Field("x-actormesh-reason") ?? "";
}
