using ActorMesh.Runtime.Contracts.Control;
using TrustBundle = ActorMesh.Runtime.Identity.TrustBundle;

namespace ActorMesh.DataPlane.Identity;

/// <summary>What keeps an identity.</summary>
/// <param name="File">Null: nothing is kept.</param>
/// <param name="Token">Null: what is kept, or nothing.</param>
/// <param name="Ask">Asks a control plane.</param>
/// <param name="Take">Given each identity that is had; on the actor's thread.</param>
/// <param name="Publish">Told how it stands at each change.</param>
/// <param name="Report">Told what happens.</param>
internal sealed record IdentityContext(
    IdentityFile? File, TokenFile? Token, Func<IdentityAsk, CancellationToken, Task<SvidAnswer>> Ask, Action<WorkloadSvid> Take, Action<IdentityStatus> Publish,
    Action<IdentityReport> Report, TimeProvider Clock, Random Random)
{
    /// <summary>Whom members of the mesh believe by now, as far as this one was told.</summary>
    public Func<WorkloadSvid, TrustBundle> Believed { get; init; } = static svid => svid.Bundle;

    /// <summary>Another identity that the process has is what it is asked for by, never a token.</summary>
    public bool IsByIdentity { get; init; }
}
