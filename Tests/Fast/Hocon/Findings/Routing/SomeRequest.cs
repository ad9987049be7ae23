using ActorMesh.Hocon.Mesh;

namespace ActorMesh.Tests.Fast.Hocon.Findings.Routing;

/// <summary>A request, and what it means that a route matches it: the language's own words, without any cleverness.</summary>
/// <param name="Header">Value of the header x; null: it has none.</param>
internal sealed record SomeRequest(string Path, string Method, string? Header)
{
    public bool Fits(RouteMatch match) => FitsPath(match) && FitsConditions(match);

    public bool FitsPath(RouteMatch match) =>
        (match.Path.Value is not { } path || Path == path) && (match.PathPrefix.Value is not { } prefix || Begins(prefix));

    public bool FitsConditions(RouteMatch match) =>
        (match.Methods.Value.Count == 0 || match.Methods.Value.Contains(Method)) && match.Headers.All(Fits);

    private bool Begins(string prefix) => prefix.EndsWith('/') ? Path.StartsWith(prefix, StringComparison.Ordinal)
        : Path == prefix || Path.StartsWith(prefix + "/", StringComparison.Ordinal);

    private bool Fits(ValueMatch match) => match.Kind switch
    {
        ValueMatchKind.Absent => Header is null,
        _ when Header is null => false,
        ValueMatchKind.Exact => Header == match.Value,
        ValueMatchKind.Prefix => Header.StartsWith(match.Value, StringComparison.Ordinal),
        ValueMatchKind.Suffix => Header.EndsWith(match.Value, StringComparison.Ordinal),
        ValueMatchKind.Contains => Header.Contains(match.Value, StringComparison.Ordinal),
        _ => true,
    };
}
