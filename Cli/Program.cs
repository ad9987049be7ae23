using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Terminals;

return await CommandLine.Run(args, Terminal.OfProcess(), TimeProvider.System);
