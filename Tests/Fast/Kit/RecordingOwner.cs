using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>An owner of a connection that a test can wait for.</summary>
internal sealed class RecordingOwner : ISocketOwner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _readable = new(0);
    private readonly SemaphoreSlim _sent = new(0);

    /// <summary>Returns once it was told that something is readable, once for each time.</summary>
    public Task Readable() => Take(_readable, "readable");

    /// <summary>Returns once it was told that a send has ended, once for each time.</summary>
    public Task Sent() => Take(_sent, "sent");

    void ISocketOwner.OnReadable() => _readable.Release();

    void ISocketOwner.OnSent() => _sent.Release();

    private static async Task Take(SemaphoreSlim told, string what)
    {
        if (!await told.WaitAsync(Patience)) throw new TimeoutException($"Nobody told the owner: {what}.");
    }
}
