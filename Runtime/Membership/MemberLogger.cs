using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Identity;
using Akka.Event;

namespace ActorMesh.Runtime.Membership;

/// <summary>Writes what the actors of a member log to stderr, as <see cref="MemberLog"/> says it.</summary>
public sealed class MemberLogger : StandardErrorLogger
{
    private readonly MemberLog _log = new(Write, Refused() ?? new RefusedPeers(line => Write($"warning: {line}"), TimeProvider.System), TimeProvider.System);

    protected override void Tell(LogEvent logged) => _log.Tell(logged);

    private static RefusedPeers? Refused() => Context.System.Settings.Setup.Get<MemberLogSetup>() is { HasValue: true } setup ? setup.Value.Refused : null;
}
