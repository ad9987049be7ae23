using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>Comments are part of what is read: schemas are written in them.</summary>
public sealed class CommentsTests
{
    [Theory]
    [InlineData("# one\n# two\nx = 1", "one|two", null)]
    [InlineData("// one\n  #  two\n  x = 1", "one| two", null)]
    [InlineData("#one\r\nx = 1\r\n", "one", null)]
    [InlineData("# of the file\n\n# one\nx = 1", "one", null)]
    [InlineData("# of the file\n\nx = 1", "", null)]
    [InlineData("y = 2 # of y\nx = 1", "", null)]
    [InlineData("y = 2 # of y\n# one\nx = 1", "one", null)]
    [InlineData("#\nx = 1", "", null)]
    [InlineData("x = 1 # here", "", "here")]
    [InlineData("x = 1, # here\n", "", "here")]
    [InlineData("x = 1 //here", "", "here")]
    [InlineData("x = [ # here\n 1 ]", "", "here")]
    [InlineData("x { # here\n a = 1 # not here\n}", "", "here")]
    [InlineData("x { a = 1 } # here", "", "here")]
    [InlineData("y = 2, x = 1 # here", "", "here")]
    [InlineData("x = 1, y = 2 # of y", "", null)]
    [InlineData("# one\nx = 1 # here\nx = ${?none} # there", "one", "there")]
    [InlineData("# one\nx { a = 1 }\nx { b = 2 }", "one", null)]
    [InlineData("x = \"# no\" # here", "", "here")]
    public void Comments_come_with_the_key(string text, string above, string? behind)
    {
        var entry = ConfigReader.Read(new SourceFile("m.conf", text)).Root!.Entry("x")!;
        Assert.Equal(above, string.Join('|', entry.Comments));
        Assert.Equal(behind, entry.Remark);
    }
}
