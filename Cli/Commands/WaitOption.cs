using System.CommandLine;
using ActorMesh.Cli.Applying;

namespace ActorMesh.Cli.Commands;

/// <summary><c>--wait</c>: how long a change waits for those whom it concerns.</summary>
internal static class WaitOption
{
    public static Option<TimeSpan?> Create() => DurationOption.Create("--wait", "How long to wait until the proxies have it; 0s for not at all. Default 30s.");

    public static TimeSpan Of(TimeSpan? asked) => asked ?? ApplyOptions.WaitUsual;
}
