using System.Runtime.InteropServices;

namespace ActorMesh.DataPlane.Bytes.Epoll;

/// <summary>A row of the kernel's <c>struct epoll_event</c>, which is packed on x86-64 and padded elsewhere.</summary>
internal readonly struct EpollEntries
{
    private static readonly int TokenOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int Size = TokenOffset + sizeof(long);

    private readonly byte[] _bytes;

    public EpollEntries(int count) => _bytes = new byte[count * Size];

    public ref byte First => ref _bytes[0];

    public int Count => _bytes.Length / Size;

    public EpollEvents Events(int index) => (EpollEvents)MemoryMarshal.Read<uint>(_bytes.AsSpan(index * Size));

    public long Token(int index) => MemoryMarshal.Read<long>(_bytes.AsSpan(index * Size + TokenOffset));

    public void Set(int index, EpollEvents events, long token)
    {
        MemoryMarshal.Write(_bytes.AsSpan(index * Size), (uint)events);
        MemoryMarshal.Write(_bytes.AsSpan(index * Size + TokenOffset), token);
    }
}
