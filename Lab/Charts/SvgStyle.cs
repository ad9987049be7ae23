namespace ActorMesh.Lab.Charts;

/// <summary>How charts look, by day and by night.</summary>
internal static class SvgStyle
{
    public const string Text = """
        <style>
        svg { background: #ffffff; font-family: system-ui, sans-serif; font-size: 12px }
        .text { fill: #24292f } .quiet { fill: #6e7781 } .title { fill: #24292f; font-size: 18px; font-weight: 600 } .head { fill: #24292f; font-size: 13px; font-weight: 600 }
        .good { fill: #1a7f37; font-weight: 600 } .bad { fill: #cf222e; font-weight: 600 }
        .axis { stroke: #d0d7de; stroke-width: 1 } .fault { fill: #cf222e; fill-opacity: 0.08 } .curve { fill: none; stroke-width: 2; stroke-linejoin: round }
        @media (prefers-color-scheme: dark) {
        svg { background: #0d1117 } .text, .title, .head { fill: #e6edf3 } .quiet { fill: #8d96a0 } .axis { stroke: #30363d } .good { fill: #3fb950 } .bad { fill: #f85149 } .fault { fill-opacity: 0.16 }
        }
        </style>

        """;

    /// <summary>Told apart by people who see red and green alike. Source: Okabe and Ito, "Color Universal Design", 2008.</summary>
    private static readonly string[] Colours = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    public static string Colour(int variant) => Colours[variant % Colours.Length];
}
