using System.Buffers;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Asks for a value that a pattern fits from its first byte to its last.</summary>
/// <remarks>
/// The engine runs in time linear in the value (no backtracking), because values come from strangers. Values are read as UTF-8, as RE2
/// does.
/// </remarks>
internal sealed class PatternTest(string pattern, Regex whole) : ValueTest
{
    private const int StackCharsMax = 256;

    public override string Wanted => $"regex \"{pattern}\"";

    public override bool Passes(ReadOnlySpan<byte> value)
    {
        char[]? rented = null;
        var text = value.Length <= StackCharsMax
            ? stackalloc char[StackCharsMax]
            : rented = ArrayPool<char>.Shared.Rent(value.Length);
        Utf8.ToUtf16(value, text, out _, out var length, replaceInvalidSequences: true);
        var passes = whole.IsMatch(text[..length]);
        if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        return passes;
    }
}
