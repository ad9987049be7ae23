using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorMesh.Cli.Demo;

/// <summary>The sample that the demo runs, carried inside the program.</summary>
/// <param name="portOffset">Added to every port, for machines where the usual ones are taken. 0..40000.</param>
internal sealed partial class DemoConfiguration(int portOffset)
{
    /// <summary>How diagnostics would call it.</summary>
    public const string Name = "demo.yaml";

    private const string Resource = "demo.yaml";

    public int ProxyPort => 10_000 + portOffset;

    public int AdminPort => 15_000 + portOffset;

    public int FirstWorkloadPort => 18_081 + portOffset;

    /// <summary>The file, with its ports moved.</summary>
    public string Text
    {
        get
        {
            using var stream = typeof(DemoConfiguration).Assembly.GetManifestResourceStream(Resource)!;
            using var reader = new StreamReader(stream);
            return Port.Replace(reader.ReadToEnd(), port => $"{int.Parse(port.ValueSpan, CultureInfo.InvariantCulture) + portOffset}");
        }
    }

    [GeneratedRegex("(?<=port_value: )[0-9]+")]
    private static partial Regex Port { get; }
}
