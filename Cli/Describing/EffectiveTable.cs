using ActorMesh.Cli.Output;

namespace ActorMesh.Cli.Describing;

/// <summary>Lines such as <c>timeout.request = 2s   mesh.conf:57:19  over 10s  mesh.conf:6:15</c>.</summary>
internal static class EffectiveTable
{
    /// <param name="wide">Show the line of the reference for what is built in.</param>
    public static IEnumerable<string> Lines(IEnumerable<EffectiveValue> values, bool wide)
    {
        var table = new TextTable(gap: 3);
        foreach (var value in values)
        {
            var over = string.Concat(value.Over.Select(covered => $"  over {covered.Text}  {covered.Place(wide)}"));
            table.Add($"{value.Path} = {value.Value.Text}", value.Value.Place(wide) + over);
        }
        return table.Lines();
    }
}
