using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ActorMesh.Tests.Fast.Hocon.Exporting;

/// <summary>A compose file as its readers understand it: what stands under <c>&lt;&lt;</c> holds unless a mapping says otherwise.</summary>
internal sealed class ComposeDocument
{
    private readonly YamlMappingNode _services;

    public ComposeDocument(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        _services = (YamlMappingNode)stream.Documents[0].RootNode["services"];
    }

    public IReadOnlyList<string> Services => [.. _services.Children.Keys.Select(key => ((YamlScalarNode)key).Value!)];

    /// <summary>A value by its keys and indexes; empty when there is none.</summary>
    public string Text(params string[] path) => Find(path) is YamlScalarNode { Value: { } text } ? text : "";

    public IReadOnlyList<string> Items(params string[] path) =>
        Find(path) is YamlSequenceNode items ? [.. items.Select(item => ((YamlScalarNode)item).Value!)] : [];

    private YamlNode? Find(string[] path)
    {
        YamlNode? node = _services;
        foreach (var step in path) node = node is null ? null : Step(node, step);
        return node;
    }

    private static YamlNode? Step(YamlNode node, string step) => node switch
    {
        YamlSequenceNode items => items.Children.ElementAtOrDefault(int.Parse(step, CultureInfo.InvariantCulture)),
        YamlMappingNode mapping when mapping.Children.TryGetValue(step, out var own) => own,
        YamlMappingNode mapping when mapping.Children.TryGetValue("<<", out var outer) => Step(outer, step),
        _ => null,
    };
}
