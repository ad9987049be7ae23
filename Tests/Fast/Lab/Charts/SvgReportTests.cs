using System.Xml.Linq;
using ActorMesh.Lab.Charts;
using ActorMesh.Lab.Running;
using ActorMesh.Lab.Scenarios;
using Xunit;

namespace ActorMesh.Tests.Fast.Lab.Charts;

public sealed class SvgReportTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => ["breaker-recovery", "one-bad-replica", "thundering-herd"];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_a_picture_with_a_name_curves_bars_and_the_verdict(string name)
    {
        var scenario = ShippedScenarios.Read(name).Scenario!;
        var picture = XDocument.Parse(SvgReport.Of(scenario, [.. scenario.Variants.Select(variant => ScenarioRun.Of(variant))]));
        Assert.Equal($"{name}: {scenario.Title}", picture.Root!.Element(Svg + "title")!.Value);
        Assert.Equal(3 * scenario.Variants.Count, picture.Descendants(Svg + "polyline").Count());
        Assert.Equal(scenario.Variants.Count * 2, picture.Descendants(Svg + "rect").Count(box => (string?)box.Attribute("class") == "bar"));
        Assert.Contains(picture.Descendants(Svg + "text"), text => text.Value == "ok");
        Assert.DoesNotContain("NaN", picture.ToString());
        Assert.DoesNotContain("∞", picture.ToString());
    }

    [Fact]
    public void What_a_person_wrote_is_escaped()
    {
        var scenario = Labs.Shop("title = \"a < b & c\"");
        Assert.Equal("test: a < b & c", XDocument.Parse(SvgReport.Of(scenario, [Labs.Run(scenario)])).Root!.Element(Svg + "title")!.Value);
    }

    [Fact]
    public void Nothing_is_drawn_outside_of_the_page()
    {
        var scenario = Labs.Shop("load.rate = 1/s, timeline = [ { from = 9s, service = stock, hangs = on } ]", "timeout.request = 100ms");
        var picture = XDocument.Parse(SvgReport.Of(scenario, [Labs.Run(scenario)])).Root!;
        var (width, height) = ((double)picture.Attribute("width")!, (double)picture.Attribute("height")!);
        foreach (var curve in picture.Descendants(Svg + "polyline"))
        foreach (var point in ((string)curve.Attribute("points")!).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => Array.ConvertAll(pair.Split(','), double.Parse)))
        {
            Assert.InRange(point[0], 0, width);
            Assert.InRange(point[1], 0, height);
        }
    }
}
