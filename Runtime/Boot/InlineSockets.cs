namespace ActorMesh.Runtime.Boot;

/// <summary>
/// Makes .NET run socket completions on the thread that waited for them, instead of queueing each to the pool.
/// Streams on the <see cref="InlineDispatcher"/> then do their work on that thread too: no wake-up, no hand-over.
/// </summary>
public static class InlineSockets
{
    private const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Takes effect only before the process opens its first socket. An operator's own setting wins.</summary>
    public static void Enable()
    {
        if (Environment.GetEnvironmentVariable(Switch) is null)
            Environment.SetEnvironmentVariable(Switch, "1");
    }
}
