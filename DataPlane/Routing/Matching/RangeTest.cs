using System.Buffers.Text;

namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Asks for a whole decimal number, signed, in [start, end).</summary>
internal sealed class RangeTest(long start, long end) : ValueTest
{
    public override string Wanted => $"a number in [{start}, {end})";

    public override bool Passes(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length && number >= start && number < end;
}
