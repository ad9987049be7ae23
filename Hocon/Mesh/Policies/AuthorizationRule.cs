using System.Globalization;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Fits requests that fit all of it; an empty list fits everything.</summary>
/// <param name="Paths">Exact, or a prefix that ends in <c>*</c>.</param>
/// <param name="Hosts">Exact, or with a <c>*</c> at one end; in any case.</param>
/// <param name="Ports">Of the service that is called.</param>
public sealed record AuthorizationRule(
    SourceSpan Span, IReadOnlyList<string> From, IReadOnlyList<string> Methods, IReadOnlyList<string> Paths, IReadOnlyList<string> Hosts, IReadOnlyList<int> Ports)
{
    /// <summary>True when nothing but the caller counts.</summary>
    public bool FitsEveryRequest => Methods.Count == 0 && Paths.Count == 0 && Hosts.Count == 0;

    /// <summary>Whether a path decides if it fits; every path is as good as none.</summary>
    public bool AsksForPath => Paths.Any(path => path != "*");

    /// <summary>Whether the rule is about a service at all.</summary>
    public bool IsAbout(Service service) => Ports.Count == 0 || Ports.Contains(service.Port.Value);

    internal static AuthorizationRule Read(ConfigObject rule)
    {
        var layers = new Layers([rule]);
        return new AuthorizationRule(
            rule.Span, layers.Texts("from").Value, layers.Texts("methods").Value, layers.Texts("paths").Value, layers.Texts("hosts").Value,
            [.. layers.Texts("ports").Value.Select(port => int.Parse(port, CultureInfo.InvariantCulture))]);
    }
}
