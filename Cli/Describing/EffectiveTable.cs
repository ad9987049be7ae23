using ActorMesh.Cli.Output;

namespace ActorMesh.Cli.Describing;

/// <summary>Lines such as <c>timeout.request = 2s   mesh.conf:57:19  over 10s  mesh.conf:6:15</c>.</summary>
internal static class EffectiveTable
{
    /// <param name="wide">Show also what says the same as what covers it, and the lines of the reference.</param>
    public static IEnumerable<string> Lines(IEnumerable<EffectiveValue> values, bool wide)
    {
        var table = new TextTable(gap: 3);
        foreach (var value in values)
        {
            var covered = value.Over.Where((other, index) => wide || other.Text != (index == 0 ? value.Value : value.Over[index - 1]).Text);
            var over = string.Concat(covered.Select(other => $"  over {other.Text}  {other.Place(wide)}"));
            table.Add($"{value.Path} = {value.Value.Text}", value.Value.Place(wide) + over);
        }
        return table.Lines();
    }
}
