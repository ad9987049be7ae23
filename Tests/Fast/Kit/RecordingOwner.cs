using System.Net.Sockets;
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

    /// <summary>Reads until <paramref name="count"/> bytes have come or the stream has ended, waiting as a stage does.</summary>
    /// <param name="connection">Whose owner this is.</param>
    public async Task<byte[]> Read(SocketConnection connection, int count, int pieceBytes)
    {
        List<byte> all = [];
        var piece = new byte[pieceBytes];
        while (all.Count < count)
        {
            if (!connection.WaitReadable()) await Readable();
            if (connection.IsWaiting) continue;
            var read = connection.Read(piece, out var error);
            all.AddRange(piece.AsSpan(0, read));
            if (read == 0 && error != SocketError.WouldBlock) break;
        }

        return [.. all];
    }

    void ISocketOwner.OnReadable() => _readable.Release();

    void ISocketOwner.OnSent() => _sent.Release();

    private static async Task Take(SemaphoreSlim told, string what)
    {
        if (!await told.WaitAsync(Patience)) throw new TimeoutException($"Nobody told the owner: {what}.");
    }
}
