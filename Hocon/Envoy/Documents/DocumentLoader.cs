using ActorMesh.Hocon.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ActorMesh.Hocon.Envoy.Documents;

/// <summary>
/// Text to tree, for YAML 1.2 and for JSON, which is a part of it. Works on parser events with a stack of its own:
/// a recursive loader would let a file of brackets end the process.
/// </summary>
internal sealed class DocumentLoader
{
    private readonly Findings _findings;
    private readonly TreeBuilder _tree;
    private SourcePosition _reached = SourcePosition.Start;

    private DocumentLoader(Findings findings)
    {
        _findings = findings;
        _tree = new TreeBuilder(findings);
    }

    /// <returns>The root, or null when there is none to go on with; then <paramref name="findings"/> says why.</returns>
    public static DocumentNode? Load(string text, Findings findings) => Load<DocumentNode>(text, findings, loader => loader.One);

    /// <summary>Reads a stream of documents, parted by <c>---</c>. Empty ones are left out.</summary>
    /// <returns>The roots, or null when the text is none to go on with; then <paramref name="findings"/> says why.</returns>
    public static IReadOnlyList<DocumentNode>? LoadAll(string text, Findings findings) => Load<List<DocumentNode>>(text, findings, loader => loader.Each);

    private static T? Load<T>(string text, Findings findings, Func<DocumentLoader, Func<Parser, T?>> read)
        where T : class
    {
        var loader = new DocumentLoader(findings);
        try
        {
            TextScreen.Check(text);
            return read(loader)(new Parser(new StringReader(text.StartsWith('\uFEFF') ? text[1..] : text)));
        }
        catch (DocumentException e)
        {
            findings.Error(e.Position, "", e.Message, e.Hint);
        }
        catch (YamlException e)
        {
            Tell(SyntaxFault.Find(text, At(e.Start), e.Message), findings);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The parser has bugs of its own on some broken texts; they end as a refusal of the file all the same.
            Tell(SyntaxFault.Find(text, loader._reached, complaint: null), findings);
        }
        return null;
    }

    private static void Tell(SyntaxFault fault, Findings findings) => findings.Error(fault.At, "", fault.Message, fault.Hint);

    private DocumentNode? One(Parser parser)
    {
        var documents = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            if (current is DocumentStart && ++documents > 1)
                throw new DocumentException(At(current.Start), "a second document starts here", "a file holds one: remove the `---` and what follows");
            Take(current);
        }

        if (_tree.Root is null)
            _findings.Error(
                SourcePosition.Start,
                "",
                "the file is empty",
                "start with `static_resources:` and its `listeners` and `clusters`");
        return _tree.Root;
    }

    private List<DocumentNode> Each(Parser parser)
    {
        List<DocumentNode> roots = [];
        while (parser.MoveNext())
        {
            Take(parser.Current!);
            if (parser.Current is not DocumentEnd) continue;
            if (_tree.Root is { } root and not ScalarNode { IsNull: true }) roots.Add(root);
            _tree.BeginDocument();
        }

        return roots;
    }

    private void Take(ParsingEvent current)
    {
        var at = _reached = At(current.Start);
        switch (current)
        {
            case Scalar scalar:
                _tree.Add(new ScalarNode(scalar.Value, IsPlain(scalar), at), AnchorOf(scalar));
                break;
            case SequenceStart start:
                CheckTag(start);
                _tree.Open(new SequenceNode(at), AnchorOf(start));
                break;
            case MappingStart start:
                CheckTag(start);
                _tree.Open(new MappingNode(at), AnchorOf(start));
                break;
            case SequenceEnd or MappingEnd:
                _tree.Close();
                break;
            case AnchorAlias alias:
                _tree.AddAlias(alias.Value.Value, at);
                break;
        }
    }

    private static bool IsPlain(Scalar scalar)
    {
        CheckTag(scalar);
        var isText = !scalar.Tag.IsEmpty && scalar.Tag.Value is ("!" or "tag:yaml.org,2002:str");
        return scalar.Style is ScalarStyle.Plain && !isText;
    }

    private static void CheckTag(NodeEvent node)
    {
        if (node.Tag.IsEmpty || node.Tag.Value is "!" or "?" || node.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal)) return;
        var tag = Quoted.Of(node.Tag.Value);
        throw new DocumentException(At(node.Start), $"the YAML tag {tag} means nothing here", "remove it; types are named by an `@type` field");
    }

    private static string? AnchorOf(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;

    private static SourcePosition At(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
