using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace ActorMesh.Cli.Commands;

/// <summary>An option whose value is a whole number within a range.</summary>
internal static class NumberOption
{
    public static Option<T?> Create<T>(string name, T min, T max, string description)
        where T : struct, IBinaryInteger<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var isNumber = T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            if (isNumber && number >= min && number <= max) return number;
            result.AddError($"{name}: '{text}' is not a whole number from {min} to {max}");
            return null;
        },
    };
}
