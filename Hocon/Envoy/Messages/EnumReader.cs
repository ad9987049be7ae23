using System.Globalization;
using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;
using Google.Protobuf.Reflection;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>An enum by its name or its number. Only values that we know: an unknown one would be a wish that nothing grants.</summary>
internal static class EnumReader
{
    public static ScalarReading Read(EnumDescriptor type, ScalarNode node)
    {
        if (type.FindValueByName(node.Text) is { } named) return ScalarReading.Of(named.Number);
        if (int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && type.FindValueByNumber(number) is not null)
            return ScalarReading.Of(number);

        var names = type.Values.Select(value => value.Name).ToList();
        var nearest = NearestName.Hint(node.Text, names);
        return ScalarReading.Not($"{Quoted.Of(node.Text)} is not a {type.Name} that ActorMesh knows; there are {string.Join(", ", names)}", nearest);
    }
}
