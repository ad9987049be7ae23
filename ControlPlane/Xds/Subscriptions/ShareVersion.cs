using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using ActorMesh.ControlPlane.Resources;

namespace ActorMesh.ControlPlane.Xds.Subscriptions;

/// <summary>The version of a client's share of a set. Equal for equal shares, on every control node; the order of names does not matter.</summary>
public static class ShareVersion
{
    /// <summary>Names that do not exist count too: a client that has not been told so yet has another share.</summary>
    public static string Of(Interest interest, ResourceSet set)
    {
        if (interest.IsAll) return set.Version;
        var sum = new Sum();
        foreach (var name in interest.Names) sum.Add(name, set.ByName.TryGetValue(name, out var resource) ? resource.Version : "");
        return sum.ToString();
    }

    public static string Of(IEnumerable<VersionedResource> resources)
    {
        var sum = new Sum();
        foreach (var resource in resources) sum.Add(resource.Name, resource.Version);
        return sum.ToString();
    }

    private sealed class Sum
    {
        private readonly XxHash3 _hash = new();
        private ulong _total;
        private int _count;

        public void Add(string name, string version)
        {
            _hash.Append(MemoryMarshal.AsBytes(name.AsSpan()));
            _hash.Append("\0\0"u8);
            _hash.Append(MemoryMarshal.AsBytes(version.AsSpan()));
            _total = unchecked(_total + _hash.GetCurrentHashAsUInt64());
            _hash.Reset();
            _count++;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_total:x16}-{_count}");
    }
}
