using System.Net;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Rig.Networks;

/// <summary>A network namespace with an address of its own; files and processors are those of this machine.</summary>
internal sealed record Machine(string Name, string Space, string Link, IPAddress Address)
{
    public IPEndPoint At(int port) => new(Address, port);

    /// <summary>Signals sent to the process reach the program itself.</summary>
    public ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        ChildProcess.Start("ip", ["netns", "exec", Space, program, .. arguments], environment);
}
