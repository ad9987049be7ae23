using System.Text;

namespace ActorMesh.Cli.Output;

/// <summary>Sentences broken into lines that are easy to read.</summary>
internal static class Paragraph
{
    private const int WidthMax = 100;

    /// <param name="indent">Columns that stand before each line but the first.</param>
    /// <returns>Lines parted by line feeds, without one at the end.</returns>
    public static string Wrap(string text, int indent)
    {
        var wrapped = new StringBuilder();
        var column = indent;
        foreach (var word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (wrapped.Length > 0 && column + 1 + word.Length > WidthMax)
            {
                wrapped.Append('\n').Append(' ', indent);
                column = indent;
            }
            else if (wrapped.Length > 0)
            {
                wrapped.Append(' ');
                column++;
            }
            wrapped.Append(word);
            column += word.Length;
        }
        return wrapped.ToString();
    }
}
