using System.CommandLine;
using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Commands;

/// <summary>An option whose value is a duration with a unit.</summary>
internal static class DurationOption
{
    public static Option<TimeSpan?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result =>
        {
            if (DurationText.TryParse(result.Tokens[0].Value, out var duration, out var problem)) return duration;
            result.AddError($"{name}: {problem}");
            return null;
        },
    };
}
