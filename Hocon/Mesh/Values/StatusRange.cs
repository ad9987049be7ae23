using System.Globalization;

namespace ActorMesh.Hocon.Mesh.Values;

/// <summary>Statuses of answers, as people write them: <c>200</c> or <c>200-299</c>.</summary>
/// <param name="First">100..599.</param>
/// <param name="Last">It is inside.</param>
public readonly record struct StatusRange(int First, int Last)
{
    public static bool TryParse(string text, out StatusRange range)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        range = default;
        if (!TryStatus(dash < 0 ? text : text[..dash], out var first)) return false;
        var last = first;
        if (dash >= 0 && !TryStatus(text[(dash + 1)..], out last)) return false;
        range = new StatusRange(first, last);
        return first <= last;
    }

    public override string ToString() => First == Last
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryStatus(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
