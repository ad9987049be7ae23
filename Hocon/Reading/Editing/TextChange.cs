using System.Text;

namespace ActorMesh.Hocon.Reading.Editing;

/// <summary>Puts a text in the place of a stretch of another.</summary>
internal sealed record TextChange(int Start, int End, string Text)
{
    /// <param name="changes">In any order. One that begins within another is left out.</param>
    public static string Apply(string text, IEnumerable<TextChange> changes)
    {
        var changed = new StringBuilder(text.Length + 64);
        var at = 0;
        foreach (var change in changes.OrderBy(change => change.Start).ThenBy(change => change.End))
        {
            if (change.Start < at) continue;
            changed.Append(text, at, change.Start - at).Append(change.Text);
            at = change.End;
        }
        return changed.Append(text, at, text.Length - at).ToString();
    }
}
