using System.Net.Http;
using System.Security.Authentication;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Control;
using Akka.Actor;
using Grpc.Core;
using TrustBundle = ActorMesh.Runtime.Identity.TrustBundle;

namespace ActorMesh.DataPlane.Identity;

/// <summary>Keeps the identity of the workload: has it issued, renews it in time, keeps it on the disk, and is loud when it cannot.</summary>
internal sealed class IdentityActor : UntypedActor, IWithTimers
{
    /// <summary>A token that is to come is looked for so often.</summary>
    private static readonly TimeSpan TokenPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Within which the next is asked for when there is another root.</summary>
    private static readonly TimeSpan RootSpread = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly IdentityContext _context;
    private readonly IdentityKeeper _keeper;
    private WorkloadSvid? _svid;
    private IdentityDraft? _draft;
    private string? _refusedToken, _lastError, _disbelief;
    private (WorkloadSvid Svid, TrustBundle Roots)? _judged;
    private long _renewals;

    public IdentityActor(IdentityContext context) => (_context, _keeper) = (context, new IdentityKeeper(context.Random));

    public abstract record Message
    {
        /// <summary>Time goes by.</summary>
        internal sealed record Look : Message;

        /// <summary>The next certificate is wanted now, with another key.</summary>
        internal sealed record Rotate : Message;

        /// <param name="Svid">Null when there was none.</param>
        internal sealed record Restored(WorkloadSvid? Svid, JoinToken? Token, string? Problem) : Message;

        internal sealed record TokenRead(JoinToken? Token, string? Problem) : Message;

        /// <param name="NotKept">Why it is not on the disk; null when it is.</param>
        internal sealed record Had(WorkloadSvid Svid, string? NotKept) : Message;

        /// <param name="Refused">The token that lets nobody in.</param>
        internal sealed record Failed(string Reason, string? Refused) : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    private DateTimeOffset Now => _context.Clock.GetUtcNow();

    public static Props Props(IdentityContext context) => Akka.Actor.Props.Create(() => new IdentityActor(context));

    protected override void PreStart() => _ = OwnThread.Run(Restore).PipeTo(Self);

    protected override void PostStop()
    {
        _stop.Cancel();
        _stop.Dispose();
        _draft?.Dispose();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Restored restored:
                Begin(restored);
                break;
            case Message.Look:
                break;
            case Message.Rotate:
                _keeper.Hasten(Now);
                break;
            case Message.TokenRead read:
                Attest(read);
                break;
            case Message.Had had:
                Take(had);
                break;
            case Message.Failed failed:
                Fail(failed);
                break;
            default:
                Unhandled(message);
                return;
        }
        Look();
    }

    private Message Restore()
    {
        try
        {
            var kept = _context.File?.Read();
            // A token beside what is kept is that of another mesh, or was used.
            return new Message.Restored(kept, kept is null ? null : TryReadToken().Token, null);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return new Message.Restored(null, null, e.Message);
        }
    }

    private Message.TokenRead TryReadToken()
    {
        try
        {
            return new Message.TokenRead(_context.Token?.Read(), null);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return new Message.TokenRead(null, e.Message);
        }
    }

    private void Begin(Message.Restored restored)
    {
        if (restored.Problem is { } problem) _context.Report(new IdentityReport.Remark(problem));
        if (restored.Svid is not { } kept || Now >= kept.Term.NotAfter || restored.Token?.IsFor(kept.Bundle) == false) return;
        Hold(kept);
        _context.Report(new IdentityReport.Had($"{kept.Id}", kept.Term.NotAfter, IsKept: true));
    }

    private void Look()
    {
        Judge();
        if (_keeper.IsToBeSaid(Now)) Alarm(_svid!);
        switch (_keeper.Next(Now))
        {
            case IdentityStep.Renew when _keeper.Failures == 0 || _context.Token is null:
            case IdentityStep.Attest when _context.IsByIdentity:
                Ask(token: null);
                break;
            // Who cannot renew may have been given a token instead.
            case IdentityStep.Renew or IdentityStep.Attest:
                _ = OwnThread.Run(TryReadToken).PipeTo(Self);
                break;
        }
        Timers.StartSingleTimer("look", new Message.Look(), _keeper.Pause(Now));
    }

    private void Judge()
    {
        if (_svid is not { } svid) return;
        var roots = _context.Believed(svid);
        if (_judged is { } judged && ReferenceEquals(judged.Svid, svid) && ReferenceEquals(judged.Roots, roots)) return;
        _judged = (svid, roots);
        var (before, now) = (_disbelief, svid.ProblemBy(roots));
        if (now is not null || svid.IsOutrunBy(roots)) _keeper.Hasten(Now, RootSpread);
        if (now is not null && before is null) _context.Report(new IdentityReport.Disbelieved($"{svid.Id}", now, _context.Token?.Path));
        _disbelief = now;
        Show(_lastError);
    }

    private void Alarm(WorkloadSvid svid)
    {
        var left = svid.Term.NotAfter - Now;
        _context.Report(left > TimeSpan.Zero ? new IdentityReport.NearEnd($"{svid.Id}", left, _lastError) : new IdentityReport.Expired($"{svid.Id}", -left, _lastError));
    }

    private void Attest(Message.TokenRead read)
    {
        if (read.Token is { } token && token.Text != _refusedToken)
        {
            Ask(token);
            return;
        }
        if (_svid is { } held && Now < held.Term.NotAfter)
        {
            Ask(token: null);
            return;
        }
        _keeper.Postpone(Now, TokenPause);
        var awaited = _context.Token is { } file ? $"waits for a token in {file.Path}" : null;
        var reason = read.Problem ?? (_refusedToken is not null ? _lastError : awaited ?? "there is no token to ask for an identity by: --token-file names one");
        if (reason is not null && reason != _lastError) _context.Report(reason == awaited ? new IdentityReport.Waiting(reason) : new IdentityReport.Remark(reason));
        Show(reason);
    }

    private void Ask(JoinToken? token) => _ = Issue(token, _stop.Token).PipeTo(Self, failure: e => new Message.Failed(e.Message, null));

    private async Task<Message> Issue(JoinToken? token, CancellationToken stop)
    {
        // Neither the key nor the answer's bytes are seen outside.
        var draft = Draft(token);
        var (key, ask) = (draft.Key, new IdentityAsk(draft.Request, token) { Replaces = _svid?.Serial });
        try
        {
            if (token is not null && _context.File is { } file) await OwnThread.Run(() => Try(file));
            var answer = await _context.Ask(ask, stop);
            var now = Now;
            var svid = WorkloadSvid.Read(answer, key, now);
            // What is kept nowhere is not even exported.
            var kept = _context.File is null ? null : WorkloadSvid.Keep(answer, key, now);
            return new Message.Had(svid, kept is null && token is null ? null : await OwnThread.Run(() => Keep(kept, token)));
        }
        catch (RpcException e)
        {
            var isFinal = e.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.InvalidArgument or StatusCode.NotFound;
            return new Message.Failed(Reason(e), isFinal ? token?.Text : null);
        }
        catch (Exception e) when (e is HttpRequestException or AuthenticationException or IOException or InvalidDataException or OperationCanceledException or UriFormatException)
        {
            return new Message.Failed(e.GetBaseException() is { } root && e is HttpRequestException ? root.Message : e.Message, null);
        }
    }

    private IdentityDraft Draft(JoinToken? token)
    {
        if (_draft is { } open && open.Token == token?.Text) return open;
        _draft?.Dispose();
        return _draft = new IdentityDraft(token?.Text);
    }

    private static void Try(IdentityFile file)
    {
        try
        {
            file.Try();
        }
        catch (IOException e)
        {
            throw new IOException($"the token is not used before what it brings can be kept for a restart: {e.Message}", e);
        }
    }

    private string? Keep(KeptIdentity? kept, JoinToken? used)
    {
        try
        {
            if (kept is not null) _context.File?.Write(kept);
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
        finally
        {
            if (used is not null) _context.Token?.Delete();
        }
    }

    private static string Reason(RpcException e)
    {
        var inner = e.Status.DebugException;
        while (inner?.InnerException is { } deeper) inner = deeper;
        return inner is AuthenticationException or IOException or System.Net.Sockets.SocketException ? inner.Message : $"{e.StatusCode}: {e.Status.Detail}";
    }

    private void Take(Message.Had had)
    {
        _renewals++;
        _lastError = null;
        _draft?.Dispose();
        _draft = null;
        if (had.NotKept is { } problem) _context.Report(new IdentityReport.Remark($"the identity is not kept for a restart: {problem}"));
        Hold(had.Svid);
        _context.Report(new IdentityReport.Had($"{had.Svid.Id}", had.Svid.Term.NotAfter, IsKept: false));
    }

    private void Hold(WorkloadSvid svid)
    {
        _svid = svid;
        _keeper.Hold(svid.Term);
        _context.Take(svid);
        Show(null);
    }

    private void Fail(Message.Failed failed)
    {
        if (failed.Refused is { } token) _refusedToken = token;
        var retryAt = _keeper.Fail(Now);
        if (failed.Reason != _lastError) _context.Report(new IdentityReport.Failed(failed.Reason, retryAt));
        Show(failed.Reason);
    }

    private void Show(string? error)
    {
        _lastError = error;
        _context.Publish(new IdentityStatus(
            _svid?.Id.ToString(), _svid?.Serial, _svid is null ? null : Runtime.Identity.CertificateLife.Start(_svid.Tls.Certificate), _svid?.Term.NotAfter, _keeper.RotationAt, error, _keeper.Failures)
        {
            Renewals = _renewals, Disbelief = _disbelief,
        });
    }
}
