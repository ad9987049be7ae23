using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>Where OpenSSL reads and writes encrypted bytes: the connection of an <see cref="SslPipe"/>, without a copy (BIO_meth_new(3)).</summary>
internal static unsafe class WireBio
{
    private static readonly nint Method = NewMethod();

    /// <param name="owner">A handle of the pipe.</param>
    /// <returns>0 when there is no memory.</returns>
    public static nint New(nint owner)
    {
        var bio = LibCrypto.NewBio(Method);
        if (bio == 0) return 0;
        LibCrypto.SetOwner(bio, owner);
        LibCrypto.SetReady(bio, 1);
        return bio;
    }

    private static nint NewMethod()
    {
        var method = LibCrypto.NewBioMethod(LibCrypto.NewBioType(), "wire\0"u8.ToArray());
        return LibCrypto.SetRead(method, &Read) + LibCrypto.SetWrite(method, &Write) + LibCrypto.SetControl(method, &Control) == 3
            ? method
            : throw new InvalidOperationException("OpenSSL does not take our way of reading and writing.");
    }

    [UnmanagedCallersOnly]
    private static int Read(nint bio, byte* into, int length)
    {
        LibCrypto.ClearFlags(bio, LibCrypto.RetryAny);
        var count = SslPipe.Of(LibCrypto.GetOwner(bio)).ReadWire(new Span<byte>(into, length), out var error);
        if (error == SocketError.Success) return count;
        if (error == SocketError.WouldBlock) LibCrypto.SetFlags(bio, LibCrypto.RetryRead);
        return -1;
    }

    [UnmanagedCallersOnly]
    private static int Write(nint bio, byte* from, int length)
    {
        LibCrypto.ClearFlags(bio, LibCrypto.RetryAny);
        var count = SslPipe.Of(LibCrypto.GetOwner(bio)).WriteWire(new ReadOnlySpan<byte>(from, length), out var error);
        if (error == SocketError.Success) return count;
        if (error == SocketError.WouldBlock) LibCrypto.SetFlags(bio, LibCrypto.RetryWrite);
        return -1;
    }

    [UnmanagedCallersOnly]
    private static nint Control(nint bio, int command, nint number, nint pointer) => command == LibCrypto.Flush ? 1 : 0;
}
