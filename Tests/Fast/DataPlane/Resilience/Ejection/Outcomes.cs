using ActorMesh.DataPlane.Resilience;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Ejection;

/// <summary>Ends of attempts.</summary>
internal static class Outcomes
{
    public static readonly AttemptOutcome Ok = Answer(200);
    public static readonly AttemptOutcome Refused = new(AttemptEnd.ConnectFailed, 0, TimeSpan.Zero);

    public static AttemptOutcome Answer(int status) => new(AttemptEnd.Answered, status, TimeSpan.FromMilliseconds(1));

    public static AttemptOutcome Of(AttemptEnd end) => new(end, 0, TimeSpan.Zero);
}
