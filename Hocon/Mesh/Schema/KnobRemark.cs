using System.Globalization;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>What the manual says behind a key: <c>duration 1ms..24h, or off</c>, <c>port, required</c>, <c>list of one of w3c, b3</c>.</summary>
/// <param name="Type">Null where it is a section list or anything at all.</param>
internal sealed record KnobRemark(KnobType? Type, bool IsList, bool IsRequired, bool IsShorthand, bool IsSectionList, bool IsAnything)
{
    private const string Or = ", or off", Required = ", required", Shorthand = ", shorthand", ListOf = "list of ", OneOf = "one of ";

    /// <exception cref="FormatException">The manual says something that is not understood.</exception>
    public static KnobRemark Parse(string remark)
    {
        var rest = remark.Trim();
        var isShorthand = Take(ref rest, Shorthand);
        var isRequired = Take(ref rest, Required);
        var orOff = Take(ref rest, Or);
        var isList = rest.StartsWith(ListOf, StringComparison.Ordinal);
        if (isList) rest = rest[ListOf.Length..];
        if (isList && rest == "sections") return new KnobRemark(null, isList, isRequired, isShorthand, IsSectionList: true, IsAnything: false);
        if (rest == "anything") return new KnobRemark(null, isList, isRequired, isShorthand, IsSectionList: false, IsAnything: true);
        var type = TypeOf(rest);
        return new KnobRemark(orOff ? new OffType(type) : type, isList, isRequired, isShorthand, IsSectionList: false, IsAnything: false);
    }

    private static bool Take(ref string rest, string ending)
    {
        if (!rest.EndsWith(ending, StringComparison.Ordinal)) return false;
        rest = rest[..^ending.Length];
        return true;
    }

    private static KnobType TypeOf(string text)
    {
        if (text.StartsWith(OneOf, StringComparison.Ordinal)) return new ChoiceType(text[OneOf.Length..].Split(", "));
        if (text == "switch") return ChoiceType.Switch;
        if (text == "port") return new CountType("port", 1, 65535);
        if (TextForms.Find(text) is { } form) return form;
        var words = text.Split(' ');
        var bounds = words.Length == 2 ? words[1].Split("..") : [];
        if (bounds.Length != 2) throw new FormatException($"reference.conf: '{text}' is no type");
        return words[0] switch
        {
            "duration" => QuantityType.Between("duration", Quantity.Duration, bounds[0], bounds[1]),
            "size" => QuantityType.Between("size", Quantity.Size, bounds[0], bounds[1]),
            "share" => QuantityType.Between("share", Quantity.Share, bounds[0], bounds[1]),
            "rate" => QuantityType.Between("rate", Quantity.Rate, bounds[0], bounds[1]),
            "number" => new NumberType(decimal.Parse(bounds[0], CultureInfo.InvariantCulture), decimal.Parse(bounds[1], CultureInfo.InvariantCulture)),
            "count" => new CountType("count", long.Parse(bounds[0], CultureInfo.InvariantCulture), long.Parse(bounds[1], CultureInfo.InvariantCulture)),
            _ => throw new FormatException($"reference.conf: '{text}' is no type"),
        };
    }
}
