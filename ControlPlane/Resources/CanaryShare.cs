using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>
/// Which proxies run a canary: the same ones on every control node and after every change of leader, and those of a smaller share are among
/// those of a larger one. Another version begins with other proxies.
/// </summary>
public static class CanaryShare
{
    /// <returns>0..99: it runs the canary when more than so many of 100 do.</returns>
    public static int SlotOf(string proxyId, long version)
    {
        Span<byte> seed = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(seed, version);
        var hash = new XxHash3();
        hash.Append(seed);
        hash.Append(Encoding.UTF8.GetBytes(proxyId));
        return (int)(hash.GetCurrentHashAsUInt64() % 100);
    }

    /// <param name="percent">0..100.</param>
    public static bool Includes(string proxyId, long version, int percent) => SlotOf(proxyId, version) < percent;
}
