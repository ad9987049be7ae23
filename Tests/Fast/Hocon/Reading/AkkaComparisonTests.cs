using System.Text;
using ActorMesh.Hocon.Reading;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>
/// Akka's own reader makes the same of what both can read, in whatever style it is written.
/// Left out is what Akka's reads wrongly: optional references, references to itself, merges by reference, <c>+=</c>, includes,
/// a comma behind a brace, and a key that is an object here and none there.
/// </summary>
public sealed class AkkaComparisonTests
{
    private static readonly string[] ObjectKeys = ["a", "b", "c-d"];

    private static readonly string[] TextKeys = ["e_1", "port", "q"];

    private static readonly string[] ArrayKeys = ["list", "l2"];

    private static readonly string[] Texts =
        ["on", "10s", "20%", "1.5", "-3", "v1", "500/s", "a-b_c", "4MiB", "\"a b\"", "\"x:{},[]=#//\"", "\"\"", "\"a\\\"b\\\\c\"", "\"\"\"x \"y\" z\"\"\"", "a b  c", "'x'"];

    [Fact]
    public void Akka_reads_the_same() =>
        Gen.Select(Gen.Int, Gen.Int[1, 4]).Sample(
            (seed, depth) =>
            {
                var text = new Printer(new Random(seed)).Print(depth);
                var reading = ConfigReader.Read(new SourceFile("m.conf", text));
                Assert.True(reading.Diagnostics.All(diagnostic => diagnostic.Code == "AM0105"), text + string.Join('\n', reading.Diagnostics));
                Assert.Equal(Flat(ConfigurationFactory.ParseString(text).Root).Order(StringComparer.Ordinal), Flat(reading.Root!, "").Order(StringComparer.Ordinal));
            },
            iter: 2_000);

    private static IEnumerable<string> Flat(HoconValue value, string path = "")
    {
        if (value.IsObject()) return value.GetObject().Items.SelectMany(item => Flat(item.Value, $"{path}/{item.Key}"));
        return value.IsArray() ? value.GetArray().SelectMany((item, index) => Flat(item, $"{path}/{index}")) : [$"{path} = {value.GetString()}"];
    }

    private static IEnumerable<string> Flat(ConfigValue value, string path) => value switch
    {
        ConfigObject members => members.Entries.SelectMany(entry => Flat(entry.Value, $"{path}/{entry.Key}")),
        ConfigArray array => array.Items.SelectMany((item, index) => Flat(item, $"{path}/{index}")),
        ConfigScalar scalar => [$"{path} = {scalar.Text}"],
        _ => [$"{path} = "],
    };

    private sealed class Printer(Random random)
    {
        private readonly StringBuilder _text = new();

        public string Print(int depth)
        {
            // What is referred to is set once and refers to nothing: Akka's reader dies of circles.
            _text.Append("base {\n").AppendJoin('\n', Texts.Select((text, index) => $"  t{index} = {text}")).Append("\n}\n");
            Fields(depth, "");
            return _text.ToString();
        }

        private string Any(params string[] choices) => choices[random.Next(choices.Length)];

        private void Fields(int depth, string indent)
        {
            for (var count = random.Next(1, 5); count > 0; count--)
            {
                if (random.Next(4) == 0) _text.Append(indent).Append(Any("# a comment", "// another: { }", "#")).Append('\n');
                Field(depth, indent);
            }
        }

        private void Field(int depth, string indent)
        {
            var kind = random.Next(depth > 1 ? 4 : 2);
            var key = (random.Next(4) == 0 ? Any(ObjectKeys) + "." : "") + Any(kind switch { 0 => TextKeys, 1 => ArrayKeys, _ => ObjectKeys });
            _text.Append(indent).Append(random.Next(5) == 0 ? $"\"{key.Replace(".", "\".\"", StringComparison.Ordinal)}\"" : key);
            if (kind > 1)
            {
                _text.Append(Any(" {\n", " = {\n", " : {\n"));
                Fields(depth - 1, indent + "  ");
                _text.Append(indent).Append("}\n");
                return;
            }
            _text.Append(Any(" = ", "=", " : ", ": "));
            if (kind == 1) Items(indent);
            else _text.Append(random.Next(4) == 0 ? $"${{base.t{random.Next(Texts.Length)}}}" : Any(Texts));
            _text.Append(Any("\n", ",\n", " # behind\n", "\n\n"));
        }

        private void Items(string indent)
        {
            var separator = Any(", ", ",", $"\n{indent}  ");
            _text.Append('[').AppendJoin(separator, Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(Texts))).Append(Any("", ",")).Append(']');
        }
    }
}
