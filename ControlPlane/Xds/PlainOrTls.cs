using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>A port that takes both: a connection that begins as TLS does is secured, any other stays plain.</summary>
public static class PlainOrTls
{
    /// <summary>How a connection by TLS begins (RFC 8446, section 5.1: a record of type handshake); no request of HTTP does.</summary>
    private const byte Handshake = 22;

    private static readonly TimeSpan FirstByteLimit = TimeSpan.FromSeconds(10);

    /// <param name="secure">Secures what begins as TLS does.</param>
    public static void UseTlsWhereAsked(this ListenOptions listen, Action<ListenOptions> secure, TimeProvider clock)
    {
        ConnectionDelegate? plain = null;
        listen.Use(secured => async connection =>
        {
            if (await Begin(connection, clock) is { } first) await (first == Handshake ? secured : plain!)(connection);
        });
        secure(listen);
        listen.Use(next => plain = next);
    }

    /// <returns>The first byte, which is left where it is; null when none comes in time.</returns>
    private static async Task<byte?> Begin(ConnectionContext connection, TimeProvider clock)
    {
        using var late = new CancellationTokenSource(FirstByteLimit, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, connection.ConnectionClosed);
        try
        {
            var read = await connection.Transport.Input.ReadAsync(end.Token);
            byte? first = read.Buffer.IsEmpty ? null : read.Buffer.FirstSpan[0];
            connection.Transport.Input.AdvanceTo(read.Buffer.Start);
            return first;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ConnectionAbortedException or ConnectionResetException)
        {
            return null;
        }
    }
}
