using System.Text;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Comparison that folds A-Z only and takes every other byte as it is, UTF-8 included.</summary>
internal static class AsciiCase
{
    public static bool Equal(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length) return false;
        // The vectorised comparison answers false for bytes above 127, so only its yes is final.
        return Ascii.EqualsIgnoreCase(left, right) || (!Ascii.IsValid(left) && EqualByByte(left, right));
    }

    public static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        for (var start = 0; start + part.Length <= text.Length; start++)
            if (Equal(text.Slice(start, part.Length), part)) return true;
        return false;
    }

    private static bool EqualByByte(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (var i = 0; i < left.Length; i++)
            if (Lower(left[i]) != Lower(right[i])) return false;
        return true;
    }

    private static int Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? value | 0x20 : value;
}
