using System.Globalization;
using System.Security;
using System.Text;

namespace ActorMesh.Lab.Charts;

/// <summary>Writes the few elements that charts are made of. Numbers to a tenth of a pixel, so that the same chart is the same text.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    public void Line(double x1, double y1, double x2, double y2, string style) => Append($"<line class=\"{style}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>");

    /// <param name="fill">A colour; null leaves it to the class.</param>
    public void Box(double x, double y, double width, double height, string style, string? fill = null) =>
        Append($"<rect class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(width, 0))}\" height=\"{N(Math.Max(height, 0))}\"{(fill is null ? "" : $" fill=\"{fill}\"")}/>");

    public void Curve(IEnumerable<(double X, double Y)> points, string colour) =>
        Append($"<polyline class=\"curve\" stroke=\"{colour}\" points=\"{string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"))}\"/>");

    /// <param name="anchor">start, middle or end: which part of it is at the place.</param>
    public void Text(double x, double y, string text, string style = "text", string anchor = "start") =>
        Append($"<text class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{SecurityElement.Escape(text)}</text>");

    /// <param name="width">Of the whole.</param>
    /// <param name="height">Of the whole.</param>
    /// <param name="title">For who cannot see it.</param>
    public string Document(double width, double height, string title) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\" role=\"img\">\n<title>{SecurityElement.Escape(title)}</title>\n{SvgStyle.Text}{_text}</svg>\n";

    private void Append(string element) => _text.Append(element).Append('\n');

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
