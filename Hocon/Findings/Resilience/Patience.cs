namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>How long a caller may wait for a callee.</summary>
/// <param name="Time"><see cref="TimeSpan.MaxValue"/>: without end.</param>
/// <param name="Scope">Which of the callee's requests.</param>
internal readonly record struct Patience(TimeSpan Time, PolicyScope Scope)
{
    public bool IsBounded => Time != TimeSpan.MaxValue;

    /// <returns>Of all requests to one service the one that is waited for longest; null when it takes none.</returns>
    public static Patience? Longest(IReadOnlyList<PolicyScope> scopes)
    {
        Patience? longest = null;
        foreach (var scope in scopes)
        {
            if (!scope.IsHttp) continue;
            var here = new Patience(scope.Policies.Timeout.Request.Value ?? TimeSpan.MaxValue, scope);
            if (longest is not { } known || here.Time > known.Time) longest = here;
        }
        return longest;
    }

    public override string ToString() => IsBounded ? Amount.Of(Time) : "without end";
}
