namespace ActorMesh.Cli.Values;

/// <summary>A number with its noun: <c>1 error</c>, <c>2 errors</c>.</summary>
internal static class Counted
{
    public static string Of(long count, string noun) => Of(count, noun, $"{noun}s");

    public static string Of(long count, string noun, string plural) => $"{count} {(count == 1 ? noun : plural)}";
}
