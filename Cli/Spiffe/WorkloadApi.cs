using System.Net.Sockets;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Terminals;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Runtime.Boot;

namespace ActorMesh.Cli.Spiffe;

/// <summary>
/// Where applications beside a sidecar learn who they are: the SPIFFE Workload API, and the same as secrets for Envoy (SDS), on a Unix socket.
/// Until somebody comes it is that socket and nothing else.
/// </summary>
internal sealed class WorkloadApi : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly SocketFile _file;
    private readonly HashSet<uint> _users;
    private readonly ApplicationIdentity _application;
    private readonly WorkloadAudit _audit;
    private readonly TimeProvider _clock;
    private readonly Task _serving;
    private WorkloadApiServer? _server;

    private WorkloadApi(SocketFile file, IReadOnlyList<uint> users, ApplicationIdentity application, Talk talk, TimeProvider clock)
    {
        (_file, _application, _clock, _audit) = (file, application, clock, new WorkloadAudit(talk, clock));
        _users = [SocketPeer.Of(file.Socket).User, .. users];
        _serving = Serve();
    }

    public string Address => WorkloadApiSettings.AddressOf(_file.Path);

    /// <exception cref="IOException">The socket cannot be had; the message says why.</exception>
    public static async Task<WorkloadApi> Start(WorkloadApiSettings settings, ApplicationIdentity application, Talk talk, TimeProvider clock)
    {
        application.Report = new IdentityTalk(talk, "application: ").Hear;
        return new WorkloadApi(await OwnThread.Run(() => SocketFile.Listen(settings.Path)), settings.Users, application, talk, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _file.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _stop.Dispose();
    }

    private async Task Serve()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Admit(await _file.Socket.AcceptAsync(_stop.Token));
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                _audit.Warn($"a caller could not be heard: {e.Message}");
                await Task.Delay(PauseAfterFailure, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                // That is how it ends.
            }
        }
    }

    // Nothing is read from whom the kernel does not vouch for.
    private async Task Admit(Socket caller)
    {
        try
        {
            var peer = SocketPeer.Of(caller);
            if (!_users.Contains(peer.User))
            {
                _audit.Warn($"{peer} was turned away: it is not for that user; --workload-uids names who may come");
                caller.Dispose();
                return;
            }
            _server ??= await WorkloadApiServer.Start(_file.Path, _application, _audit, _clock);
            if (!_server.TryAdd(caller, peer)) _audit.Warn($"{peer} was turned away: too many others wait");
        }
        catch
        {
            caller.Dispose();
            throw;
        }
    }
}
