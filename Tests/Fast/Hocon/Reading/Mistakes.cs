using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>Reads a text with mistakes in it and compares what a person sees of them.</summary>
internal static class Mistakes
{
    public static void Check(string text, string expected)
    {
        var reading = ConfigReader.Read(new SourceFile("m.conf", text));
        Assert.Equal(expected, string.Join('\n', reading.Diagnostics.Select(Excerpt.Of)));
    }
}
