using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Identity;
using Akka.Actor;

namespace ActorMesh.DataPlane.Identity;

/// <summary>Takes the identity that lies in a folder, and each that is put there later. What cannot be used changes nothing.</summary>
internal sealed class IdentityFolderActor(
    IdentityFolder folder, Action<WorkloadSvid> take, Action<IdentityStatus> publish, Action<IdentityReport> report, TimeProvider clock) : UntypedActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly IdentityKeeper _keeper = new(new Random(0)); // It renews nothing, so nothing is random.
    private IdentityStatus _status = IdentityStatus.None;

    public abstract record Message
    {
        internal sealed record Look : Message;

        /// <param name="Svid">Null when it is as before, or cannot be used.</param>
        internal sealed record Looked(WorkloadSvid? Svid, string? Problem) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(IdentityFolder folder, Action<WorkloadSvid> take, Action<IdentityStatus> publish, Action<IdentityReport> report, TimeProvider clock) =>
        Akka.Actor.Props.Create(() => new IdentityFolderActor(folder, take, publish, report, clock));

    protected override void PreStart() => Self.Tell(new Message.Look());

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Look:
                _ = OwnThread.Run(Look).PipeTo(Self);
                break;
            case Message.Looked looked:
                Hear(looked);
                Timers.StartSingleTimer("look", new Message.Look(), LookEvery);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private Message.Looked Look()
    {
        try
        {
            return new Message.Looked(folder.Read(clock.GetUtcNow()), null);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return new Message.Looked(null, e.Message);
        }
    }

    private void Hear(Message.Looked looked)
    {
        var now = clock.GetUtcNow();
        if (looked.Svid is { } svid)
        {
            _keeper.Hold(svid.Term);
            take(svid);
            _status = new IdentityStatus($"{svid.Id}", svid.Serial, CertificateLife.Start(svid.Tls.Certificate), svid.Term.NotAfter, NextRotation: null, LastError: null, Failures: 0)
            {
                Renewals = _status.Renewals + 1,
            };
            report(new IdentityReport.Had($"{svid.Id}", svid.Term.NotAfter, IsKept: true));
        }
        else if (looked.Problem != _status.LastError)
        {
            _status = _status with { LastError = looked.Problem };
            if (looked.Problem is { } problem) report(new IdentityReport.Remark(problem));
        }
        publish(_status);
        if (_status.Id is not { } id || !_keeper.IsToBeSaid(now)) return;
        var left = _keeper.Held!.Value.NotAfter - now;
        report(left > TimeSpan.Zero ? new IdentityReport.NearEnd(id, left, _status.LastError) : new IdentityReport.Expired(id, -left, _status.LastError));
    }
}
