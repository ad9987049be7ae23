using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Planning;

/// <summary>Whether two values are the same thing in other words: <c>1s</c> and <c>1000ms</c>, <c>on</c> and <c>true</c>.</summary>
internal static class SameMeaning
{
    private static readonly Quantity[] Quantities = [Quantity.Duration, Quantity.Size, Quantity.Share, Quantity.Rate];

    public static bool Of(ConfigValue left, ConfigValue right) => (left, right) switch
    {
        (ConfigScalar a, ConfigScalar b) => Of(a.Text, b.Text),
        (ConfigArray a, ConfigArray b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Of(pair.First, pair.Second)),
        (ConfigObject a, ConfigObject b) => ConfigDiff.Of(a, b).Count == 0,
        _ => false,
    };

    private static bool Of(string left, string right)
    {
        if (left == right || (Truth(left) is { } truth && truth == Truth(right))) return true;
        return Array.Exists(Quantities, quantity => quantity.Parse(left, out var a) is null && quantity.Parse(right, out var b) is null && a == b);
    }

    private static bool? Truth(string word) => word switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        _ => null,
    };
}
