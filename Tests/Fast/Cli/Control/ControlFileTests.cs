using ActorMesh.Cli.Control.Settings;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

public sealed class ControlFileTests
{
    [Theory]
    [InlineData("control { apy = \"a:1\" }", "1:11: error AM0104: control.apy: unknown key 'apy' in control", "did you mean 'api'?")]
    [InlineData("contrl { }", "1:1: error AM0104: contrl: unknown key 'contrl' in the file", "did you mean 'control'?")]
    [InlineData("control = on", "1:11: error AM0103: control: control is a section", "write control { ... }")]
    [InlineData("control { api = [a] }", "1:17: error AM0103: control.api: control.api is one value", "--help")]
    [InlineData("control { join = [{ a = 1 }] }", "control.join is a list of addresses", "--help")]
    [InlineData("control { api = ", "error AM01", "")]
    public void What_is_wrong_has_its_place_and_what_to_write(string text, string message, string hint)
    {
        var file = ControlFile.Of(new SourceFile("control.conf", text), ConfigSources.None);
        Assert.True(file.HasErrors);
        Assert.Contains(file.Diagnostics, diagnostic => $"{diagnostic}".Contains(message, StringComparison.Ordinal) && $"{diagnostic}".Contains(hint, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_environment_has_may_stand_in_the_file()
    {
        var file = ControlFile.Of(new SourceFile("control.conf", "control { journal = ${DB} }"), ConfigSources.None with { Environment = name => name == "DB" ? "postgres://db/mesh" : null });
        Assert.Empty(file.Diagnostics);
        Assert.Equal("postgres://db/mesh", file.Settings["journal"].Text);
    }
}
