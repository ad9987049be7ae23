using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>Compares what two routes match.</summary>
internal static class MatchCover
{
    /// <summary>Whether a request can tell by anything but its path that it is not meant.</summary>
    public static bool HasConditions(RouteMatch match) => match.Methods.Value.Count + match.Headers.Count + match.Query.Count > 0;

    public static bool TakesEverything(RouteMatch match) => PathMatch.Of(match).Kind == PathMatchKind.Any && !HasConditions(match);

    /// <summary>Whether every request that <paramref name="narrow"/> matches is matched by <paramref name="wide"/> too.</summary>
    public static bool Covers(RouteMatch wide, RouteMatch narrow) => PathMatch.Of(wide).Covers(PathMatch.Of(narrow)) && ConditionsCover(wide, narrow);

    public static bool ConditionsCover(RouteMatch wide, RouteMatch narrow) =>
        (wide.Methods.Value.Count == 0 || (narrow.Methods.Value.Count > 0 && narrow.Methods.Value.All(wide.Methods.Value.Contains)))
        && wide.Headers.All(condition => narrow.Headers.Any(other => SameHeader(condition, other) && Implies(other, condition)))
        && wide.Query.All(condition => narrow.Query.Any(other => condition.Name == other.Name && Implies(other, condition)));

    /// <summary>Whether a request of a fitting path can meet the conditions of both.</summary>
    public static bool ConditionsMeet(RouteMatch one, RouteMatch other) =>
        (one.Methods.Value.Count == 0 || other.Methods.Value.Count == 0 || one.Methods.Value.Any(other.Methods.Value.Contains))
        && !one.Headers.Any(left => other.Headers.Any(right => SameHeader(left, right) && Excludes(left, right)))
        && !one.Query.Any(left => other.Query.Any(right => left.Name == right.Name && Excludes(left, right)));

    private static bool SameHeader(ValueMatch left, ValueMatch right) => string.Equals(left.Name, right.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a value that meets <paramref name="given"/> surely meets <paramref name="wanted"/>.</summary>
    private static bool Implies(ValueMatch given, ValueMatch wanted)
    {
        if (given.Kind == wanted.Kind && given.Value == wanted.Value) return true;
        var literal = given.Kind == ValueMatchKind.Exact;
        return wanted.Kind switch
        {
            ValueMatchKind.Present => given.Kind != ValueMatchKind.Absent,
            ValueMatchKind.Prefix => (literal || given.Kind == ValueMatchKind.Prefix) && given.Value.StartsWith(wanted.Value, StringComparison.Ordinal),
            ValueMatchKind.Suffix => (literal || given.Kind == ValueMatchKind.Suffix) && given.Value.EndsWith(wanted.Value, StringComparison.Ordinal),
            ValueMatchKind.Contains => given.Kind is ValueMatchKind.Exact or ValueMatchKind.Prefix or ValueMatchKind.Suffix or ValueMatchKind.Contains
                && given.Value.Contains(wanted.Value, StringComparison.Ordinal),
            _ => false,
        };
    }

    /// <summary>Whether no value meets both.</summary>
    private static bool Excludes(ValueMatch left, ValueMatch right)
    {
        if (left.Kind == ValueMatchKind.Absent || right.Kind == ValueMatchKind.Absent) return left.Kind != right.Kind;
        if (left.Kind == ValueMatchKind.Exact) return right.Kind != ValueMatchKind.Regex && !Implies(left, right);
        return right.Kind == ValueMatchKind.Exact && left.Kind != ValueMatchKind.Regex && !Implies(right, left);
    }
}
