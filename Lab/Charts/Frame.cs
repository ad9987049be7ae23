using ActorMesh.Lab.Scenarios;

namespace ActorMesh.Lab.Charts;

/// <summary>The place of one chart on the page.</summary>
internal sealed record Frame(double Left, double Top, double Width, double Height)
{
    public double Bottom => Top + Height;

    public double Right => Left + Width;

    public double Y(Scale scale, double value) => Bottom - scale.At(value) * Height;

    public void DrawAxis(SvgWriter svg, string title, Scale scale, MeasureKind kind)
    {
        svg.Text(Left, Top - 10, title, "head");
        foreach (var mark in scale.Marks)
        {
            svg.Line(Left, Y(scale, mark), Right, Y(scale, mark), "axis");
            svg.Text(Left - 6, Y(scale, mark) + 4, kind.Text(mark), "quiet", "end");
        }
    }
}
