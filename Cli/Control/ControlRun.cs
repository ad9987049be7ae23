using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Control;

internal sealed class ControlRun(ControlOptions options, Talk talk, TimeProvider clock)
{
    public Task<int> Run() => Task.FromResult(options.Name.Length + (talk is null ? 0 : 1) + (clock is null ? 0 : 1));
}
