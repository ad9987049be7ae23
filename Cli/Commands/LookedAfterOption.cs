using System.CommandLine;

namespace ActorMesh.Cli.Commands;

/// <summary>For commands that another process starts and looks after, as <c>actormesh up</c> does: they never outlive it.</summary>
internal static class LookedAfterOption
{
    public const string Name = "--end-with-stdin";

    public static Option<bool> Create() => new(Name)
    {
        Description = "End as on SIGTERM when standard input ends, and leave Ctrl-C to the process at its other end.", Hidden = true,
    };
}
