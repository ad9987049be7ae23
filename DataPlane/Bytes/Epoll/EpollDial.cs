using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActorMesh.DataPlane.Bytes.Epoll;

/// <summary>A connect that epoll tells the end of.</summary>
internal sealed class EpollDial(EndPoint to, Action<SocketDial> onEnded, Poller poller, SocketKeepAlive? keepAlive) : SocketDial
{
    private EpollConnection? _connection;
    private int _isOver;

    public override bool Start()
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (DescriptorReserve.Holds(socket)) throw new SocketException((int)SocketError.TooManyOpenSockets);
            keepAlive?.Set(socket);
            var connection = new EpollConnection(socket, poller);
            var error = Connect(socket);
            if (error == SocketError.InProgress)
            {
                connection.OnFirstEvent = Finish;
                _connection = connection;
                connection.Watch();
                return false;
            }

            if (error == SocketError.Success)
            {
                connection.Watch();
                Connection = connection;
            }
            else socket.Dispose();
            Result = error;
        }
        catch (ObjectDisposedException)
        {
            return false; // Cancelled in this very moment: told already.
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            if (_connection is not null && Interlocked.Exchange(ref _isOver, 1) != 0) return false;
            Result = e.SocketErrorCode; // No descriptor left, most likely.
        }

        return true;
    }

    public override void Cancel()
    {
        if (_connection is not { } connection || Interlocked.Exchange(ref _isOver, 1) != 0) return;
        connection.OnFirstEvent = null;
        connection.Dispose();
        End(SocketError.OperationAborted);
    }

    private void Finish()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0) return;
        var error = Outcome(_connection!.Socket);
        if (error == SocketError.Success) Connection = _connection;
        else _connection.Dispose();
        End(error);
    }

    private void End(SocketError error)
    {
        Result = error;
        onEnded(this);
    }

    private SocketError Connect(Socket socket)
    {
        var address = to.Serialize();
        if (LibC.Connect(socket.SafeHandle, ref address.Buffer.Span[0], address.Size) == 0) return SocketError.Success;
        return Marshal.GetLastPInvokeError() switch
        {
            LibC.InProgress or LibC.Interrupted => SocketError.InProgress,
            LibC.NotPermitted or LibC.AccessDenied => SocketError.AccessDenied,
            LibC.AddressNotAvailable => SocketError.AddressNotAvailable,
            LibC.NetworkUnreachable => SocketError.NetworkUnreachable,
            LibC.TimedOut => SocketError.TimedOut,
            LibC.ConnectionRefused => SocketError.ConnectionRefused,
            LibC.HostUnreachable => SocketError.HostUnreachable,
            _ => SocketError.SocketError,
        };
    }

    private static SocketError Outcome(Socket socket)
    {
        try
        {
            return (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return SocketError.ConnectionReset;
        }
    }
}
