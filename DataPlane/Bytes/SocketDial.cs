using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>A connect to an address.</summary>
public abstract class SocketDial
{
    private volatile int _result = (int)SocketError.InProgress;

    /// <summary>How it ended; <see cref="SocketError.InProgress"/> until then, <see cref="SocketError.OperationAborted"/> when it was cancelled.</summary>
    public SocketError Result
    {
        get => (SocketError)_result;
        protected set => _result = (int)value;
    }

    /// <summary>Why it failed, where the result alone does not tell: the handshake. Else null.</summary>
    public virtual string? Problem => null;

    /// <summary>The connection; set once the result is success.</summary>
    public SocketConnection? Connection { get; protected set; }

    /// <summary>Begins. True when the outcome is known at once; else the owner is told, once, from any thread.</summary>
    public abstract bool Start();

    /// <summary>Gives up, unless it has ended. The owner is told as of any other outcome, perhaps before this returns.</summary>
    public abstract void Cancel();
}
