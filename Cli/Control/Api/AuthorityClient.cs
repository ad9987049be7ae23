using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Runtime.Contracts.Cluster;
using Akka.Actor;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary>Asks the mesh's authority, wherever in the cluster it is, and waits only so long.</summary>
/// <param name="authority">Leads to it.</param>
internal sealed class AuthorityClient(IActorRef authority, TimeSpan patience)
{
    /// <summary>Longer than an orderly hand-over takes, shorter than a person's own patience.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<MeshOutcome> Apply(ApplyMesh apply) => Ask<MeshOutcome>(apply);

    public Task<MeshOutcome> RollBack(RollBackMesh rollBack) => Ask<MeshOutcome>(rollBack);

    public Task<MeshHistory> History(long before, int count) => Ask<MeshHistory>(new ReadHistory { Before = before, Count = count });

    public Task<VersionText> Version(long version) => Ask<VersionText>(new ReadVersion { Version = version });

    /// <exception cref="ControlRefusal">Nobody answered in time.</exception>
    private async Task<T> Ask<T>(object question)
    {
        try
        {
            return await authority.Ask<T>(question, patience);
        }
        catch (AskTimeoutException)
        {
            throw new ControlRefusal(StatusCodes.Status503ServiceUnavailable, ErrorShape.Of(
                "no-leader",
                "nobody answered for the mesh",
                $"no control node that leads answered within {patience.TotalSeconds:0.#} s: it is starting, changing over, or a majority of control nodes is gone",
                "look at actormesh status; a change that was under way may have happened: look at actormesh history before you repeat it"));
        }
    }
}
