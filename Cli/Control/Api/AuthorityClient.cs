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

    public Task<MeshOutcome> Apply(ApplyMesh apply, CancellationToken stop) => Ask<MeshOutcome>(apply, stop);

    public Task<MeshOutcome> RollBack(RollBackMesh rollBack, CancellationToken stop) => Ask<MeshOutcome>(rollBack, stop);

    public Task<MeshOutcome> CreateToken(CreateToken create, CancellationToken stop) => Ask<MeshOutcome>(create, stop);

    public Task<MeshOutcome> RevokeToken(RevokeToken revoke, CancellationToken stop) => Ask<MeshOutcome>(revoke, stop);

    public Task<MeshOutcome> Deny(DenyPeer deny, CancellationToken stop) => Ask<MeshOutcome>(deny, stop);

    public Task<MeshOutcome> Allow(AllowPeer allow, CancellationToken stop) => Ask<MeshOutcome>(allow, stop);

    public Task<DenialList> Denials(CancellationToken stop) => Ask<DenialList>(new ReadDenials(), stop);

    public Task<TokenList> Tokens(CancellationToken stop) => Ask<TokenList>(new ReadTokens(), stop);

    public Task<MeshHistory> History(long before, int count, CancellationToken stop) => Ask<MeshHistory>(new ReadHistory { Before = before, Count = count }, stop);

    public Task<VersionText> Version(long version, CancellationToken stop) => Ask<VersionText>(new ReadVersion { Version = version }, stop);

    /// <exception cref="ControlRefusal">Nobody answered in time.</exception>
    private async Task<T> Ask<T>(object question, CancellationToken stop)
    {
        try
        {
            return await authority.Ask<T>(question, patience, stop);
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
