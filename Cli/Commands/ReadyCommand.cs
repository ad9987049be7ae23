using System.CommandLine;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh ready URL</c>: whether something answers well. For health checks of containers, which have no other program in them.</summary>
internal static class ReadyCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Command Create(Terminal terminal)
    {
        var address = new Argument<Uri>("URL")
        {
            Description = "What to ask, as in http://127.0.0.1:15000/ready.",
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || (url.Scheme == Uri.UriSchemeHttps && url.IsLoopback))) return url;
                result.AddError($"'{result.Tokens[0].Value}' is no http:// address, nor https:// of this machine");
                return null;
            },
        };
        var command = new Command("ready", "Ask an address whether it is well: exit 0 when it answers 200.") { address };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                // Of this machine whoever answers is asked how it is, and told nothing.
                using var handler = new SocketsHttpHandler { UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } };
                using var client = new HttpClient(handler) { Timeout = Patience };
                using var answer = await client.GetAsync(parsed.GetValue(address), cancellation);
                if (answer.IsSuccessStatusCode) return ExitCode.Done;
                terminal.Talk.Fail($"{parsed.GetValue(address)} answers {(int)answer.StatusCode}");
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                terminal.Talk.Fail($"{parsed.GetValue(address)} does not answer: {e.Message}");
            }

            return ExitCode.Failed;
        });
        return command;
    }
}
