using System.Globalization;

namespace ActorMesh.Cli.Workloads;

/// <summary>
/// Names several workloads after the first: <c>orders-1</c> is followed by <c>orders-2</c>, and <c>orders</c> becomes <c>orders-1</c>,
/// <c>orders-2</c>.
/// </summary>
internal static class WorkloadNames
{
    public static IReadOnlyList<string> From(string first, int count)
    {
        if (count == 1) return [first];
        var dash = first.LastIndexOf('-');
        var isNumbered = int.TryParse(first.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && dash > 0;
        var stem = isNumbered ? first[..dash] : first;
        return [.. Enumerable.Range(isNumbered ? number : 1, count).Select(n => $"{stem}-{n}")];
    }
}
