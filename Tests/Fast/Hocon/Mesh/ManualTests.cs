using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Schema;
using ActorMesh.Hocon.Reading;
using ActorMesh.Tests.Fast.Tidy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Mesh;

/// <summary><c>reference.conf</c> is the schema: what it says must be so.</summary>
public sealed class ManualTests
{
    private static readonly List<Knob> Knobs = [.. All(Reference.Schema).OfType<Knob>()];

    [Fact]
    public void Every_default_is_a_value_of_its_own_type() => Assert.Equal("", string.Join('\n',
        from knob in Knobs
        from text in Texts(knob.Default)
        let problem = knob.Type.Check(text)
        where problem is not null
        select $"{knob.Path}: {problem}"));

    [Fact]
    public void Every_policy_may_be_set_per_service_and_per_route()
    {
        var policies = Keys("mesh", "defaults");
        Assert.True(policies.Count > 10);
        Assert.Empty(policies.Except(Keys("services", "*")));
        Assert.Empty(policies.Except(Keys("services", "*", "routes", "*")));
    }

    [Fact]
    public void Every_key_of_the_manual_is_read()
    {
        var sources = SourceTree.Files.Where(file => file.StartsWith("Hocon/Mesh/", StringComparison.Ordinal)).SelectMany(SourceTree.Lines).ToList();
        var read = string.Join('\n', sources);
        Assert.Equal("", string.Join('\n', Knobs.Select(knob => knob.Path[(knob.Path.LastIndexOf('.') + 1)..]).Where(key => key != "*")
            .Distinct(StringComparer.Ordinal).Where(key => key != SchemaSection.Switch && !read.Contains($"\"{key}\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_section_is_explained_or_each_of_its_keys_is() => Assert.Equal("", string.Join('\n',
        from section in All(Reference.Schema).OfType<SchemaSection>()
        where section is { Meaning: "", Path: not "" } && section.Children.All(child => child.Value.Meaning.Length == 0) && section.Children.All(child => child.Value is Knob)
        where section.Path.Split('.')[^1] is not ("*" or "set" or "add" or "query" or "environment" or "labels")
        select section.Path));

    private static List<string> Keys(params string[] path) =>
        [.. path.Aggregate(Reference.Schema, (section, key) => section.Section(key)).Children.Select(child => child.Key)];

    private static IEnumerable<string> Texts(ConfigValue value) => value switch
    {
        ConfigScalar scalar => [scalar.Text],
        ConfigArray array => array.Items.OfType<ConfigScalar>().Select(item => item.Text),
        _ => [],
    };

    private static IEnumerable<SchemaNode> All(SchemaNode node) => node switch
    {
        SchemaSection section => section.Children.SelectMany(child => All(child.Value)).Prepend(section),
        SchemaList list => All(list.Item).Prepend(list),
        _ => [node],
    };
}
