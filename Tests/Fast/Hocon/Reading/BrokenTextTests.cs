using ActorMesh.Hocon.Reading;
using ActorMesh.Tests.Fast.Tidy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>Whatever becomes of a good text: reading it ends, and ends with an answer.</summary>
public sealed class BrokenTextTests
{
    private const int Cases = 20_000;
    private const int LengthMax = 300;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "=", ":", "+=", ",", "\n", " ", "#", "//", "\"", "\"\"\"", "\\", "${", "${?", "}", "${mesh}", "${services.orders}", "${?services}", "$", ".", "..", "include ", "null", "+", "\t", "\0",
        "a", "services {", "= ${a}", "a = [", "a += ", "b = ${b} [1]", "\r", "\ud83d",
    ];

    [Fact]
    public void Mutilated_example_is_read_to_an_end()
    {
        var random = new Random(20260101);
        var example = File.ReadAllText(Path.Combine(SourceTree.Root, "Hocon", "Examples", "every-knob.conf"));
        for (var i = 0; i < Cases; i++)
        {
            var from = random.Next(example.Length - LengthMax);
            var text = example.Substring(from, random.Next(1, LengthMax));
            for (var changes = random.Next(1, 5); changes > 0; changes--) text = Change(text, random);
            Check(text);
        }
    }

    private static string Change(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var other = random.Next(text.Length + 1);
        var (first, last) = (Math.Min(at, other), Math.Max(at, other));
        return random.Next(4) switch
        {
            0 => text[..at],
            1 => text[..first] + text[last..],
            2 => text[..last] + text[first..],
            _ => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
        };
    }

    private static void Check(string text)
    {
        var file = new SourceFile("m.conf", text);
        var reading = ConfigReader.Read(file);
        Assert.True(reading.Root is not null || reading.Diagnostics.Count > 0, text);
        Assert.True(reading.Diagnostics.Count <= 201, text);
        foreach (var diagnostic in reading.Diagnostics)
        {
            var span = diagnostic.Span!.Value;
            Assert.True(span.Offset >= 0 && span.Offset <= text.Length && span.Length >= 0, text);
            Assert.StartsWith($"m.conf:{span.Position}: ", Excerpt.Of(diagnostic), StringComparison.Ordinal);
            Assert.DoesNotContain('\n', diagnostic.Message);
        }
    }
}
