using System.IO.Hashing;
using System.Text;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Control;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>One bucket of the mesh: a domain, and what requests are counted by.</summary>
/// <param name="Text">The same for the same limit, and only then.</param>
/// <param name="EntryKeys">The keys of its entries, without their values.</param>
public sealed record LimitKey(string Domain, string EntryKeys, string Text)
{
    /// <summary>Entries of a name, and letters of their keys and the domain together: no limit of a mesh has more, so what has more is none.</summary>
    private const int EntriesMax = 16, LettersMax = 4096;

    /// <summary>Which coordinator it belongs to: 0 up to <paramref name="slots"/>.</summary>
    public int Slot(int slots) => (int)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(Text)) % (uint)slots);

    /// <summary>Values may be of any length and of any letters: see <see cref="LimitValue"/>.</summary>
    /// <returns>Null for a name that no limit of a mesh can have.</returns>
    public static LimitKey? Of(LimitName? name)
    {
        if (name is null || name.Entries.Count is 0 or > EntriesMax || name.Domain.Length + name.Entries.Sum(entry => entry.Key.Length) > LettersMax) return null;
        var text = new StringBuilder(name.Domain);
        // Each part behind its length: a value can't be written so that it looks like two.
        foreach (var entry in name.Entries)
        {
            var value = LimitValue.Of(entry.Value);
            text.Append('\n').Append(entry.Key.Length).Append(':').Append(entry.Key).Append('=').Append(value.Length).Append(':').Append(value);
        }

        return new LimitKey(name.Domain, KeysOf(name.Entries.Select(entry => entry.Key)), text.ToString());
    }

    /// <summary>How <see cref="GlobalLimits"/> names a set of entries.</summary>
    internal static string KeysOf(IEnumerable<string> keys) => string.Join(',', keys);
}
