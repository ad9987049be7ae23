namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>A request target cut into what routes compare and what they keep.</summary>
internal readonly ref struct TargetParts
{
    public TargetParts(ReadOnlySpan<byte> target)
    {
        var end = target.IndexOfAny((byte)'?', (byte)'#');
        if (end < 0)
        {
            Path = target;
            return;
        }
        Path = target[..end];
        if (target[end] == '#') return;
        QueryWithMark = target[end..];
        var fragment = QueryWithMark.IndexOf((byte)'#');
        if (fragment >= 0) QueryWithMark = QueryWithMark[..fragment];
    }

    /// <summary>Everything before <c>?</c> and <c>#</c>.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary><c>?</c> and what follows, without fragment; empty when there is no <c>?</c>.</summary>
    public ReadOnlySpan<byte> QueryWithMark { get; }

    /// <summary>What follows <c>?</c>.</summary>
    public ReadOnlySpan<byte> Query => QueryWithMark.IsEmpty ? default : QueryWithMark[1..];
}
