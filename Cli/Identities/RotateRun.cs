using ActorMesh.Cli.Admin;
using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Identities;

/// <summary>Asks a sidecar to have another certificate issued.</summary>
/// <param name="admin">Its admin API.</param>
internal sealed class RotateRun(Uri admin, Terminal terminal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> Run(CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience, DefaultRequestHeaders = { { AdminGate.Header, AdminGate.HeaderValue } } };
        try
        {
            using var answer = await http.PostAsync(new Uri(admin, "/identity/rotate"), content: null, stop);
            var said = (await answer.Content.ReadAsStringAsync(stop)).Trim();
            if (answer.IsSuccessStatusCode) terminal.Talk.Succeed(said);
            else terminal.Talk.Fail($"{admin} answers {(int)answer.StatusCode}: {said}");
            return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Failed;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            terminal.Talk.Fail($"no sidecar's admin API answers at {admin}: {e.Message}; name another with --admin URL");
            return ExitCode.Unreachable;
        }
    }
}
