using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Rig;

/// <summary>Recognises the answers that the sidecar makes itself.</summary>
internal static class LocalReply
{
    /// <summary>The response flags (UF, UC, NR, ...) as the reply states them, separated by commas; empty when an upstream answered.</summary>
    public static string FlagOf(WireResponse answer) => answer.Field("x-actormesh-flags") ?? "";
}
