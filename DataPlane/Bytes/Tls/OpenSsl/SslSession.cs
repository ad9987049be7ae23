using Microsoft.Win32.SafeHandles;

namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>What an endpoint gave, so that a later connection to it need not prove everything again (RFC 8446, section 2.2).</summary>
internal sealed class SslSession : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <param name="session">Belongs to this from now on.</param>
    public SslSession(nint session)
        : base(ownsHandle: true) => SetHandle(session);

    protected override bool ReleaseHandle()
    {
        LibSsl.FreeSession(handle);
        return true;
    }
}
