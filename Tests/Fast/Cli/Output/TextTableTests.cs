using ActorMesh.Cli.Output;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell_and_lines_end_where_the_text_does()
    {
        var table = new TextTable();
        table.Add("NAME", "PORT", "ZONE");
        table.Add("inventory", "8082", "");
        table.Add("a", "1");
        table.Add("alone and longer than any other");
        Assert.Equal(
            ["NAME       PORT  ZONE", "inventory  8082", "a          1", "alone and longer than any other"],
            table.Lines());
    }

    [Fact]
    public void A_table_without_rows_has_no_lines() => Assert.Empty(new TextTable().Lines());
}
