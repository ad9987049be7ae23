using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Append = ActorMesh.Runtime.Contracts.Envoy.Core.HeaderValueOption.Types.HeaderAppendAction;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Compiling.Routes;

/// <summary>Compiles changes of headers.</summary>
internal static class HeaderChangeCompiler
{
    public static void Apply(XdsRoute route, HeaderChanges? changes)
    {
        if (changes is null) return;
        route.RequestHeadersToAdd.AddRange(Options(changes.RequestSet, changes.RequestAdd));
        route.RequestHeadersToRemove.AddRange(changes.RequestRemove);
        route.ResponseHeadersToAdd.AddRange(Options(changes.ResponseSet, changes.ResponseAdd));
        route.ResponseHeadersToRemove.AddRange(changes.ResponseRemove);
    }

    private static IEnumerable<HeaderValueOption> Options(
        IReadOnlyList<KeyValuePair<string, string>> set, IReadOnlyList<KeyValuePair<string, string>> add) =>
        set.Select(pair => Option(pair, Append.OverwriteIfExistsOrAdd)).Concat(add.Select(pair => Option(pair, Append.AppendIfExistsOrAdd)));

    private static HeaderValueOption Option(KeyValuePair<string, string> pair, Append action) => new()
    {
        // A percent sign would begin an operator; the language has none.
        Header = new HeaderValue { Key = pair.Key, Value = pair.Value.Replace("%", "%%", StringComparison.Ordinal) },
        AppendAction = action,
        KeepEmptyValue = pair.Value.Length == 0,
    };
}
