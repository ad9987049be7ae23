using System.CommandLine;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Settings;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>--control</c>: which control node a command asks.</summary>
internal sealed class ControlOption : Option<Uri>
{
    /// <summary>What holds when the option is not given.</summary>
    public const string Variable = "ACTORMESH_CONTROL";

    private static readonly Uri Usual = new($"http://{ControlOptionsReader.ApiUsual}");

    private ControlOption()
        : base("--control")
    {
        Description = $"The API of a control node. {Variable} sets it for good.";
        HelpName = "URL";
        DefaultValueFactory = result =>
        {
            if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } named) return Usual;
            if (Parse(named) is { } url) return url;
            result.AddError($"{Variable}: '{named}' is no http:// or https:// address");
            return Usual;
        };
        CustomParser = result =>
        {
            if (Parse(result.Tokens[0].Value) is { } url) return url;
            result.AddError($"--control: '{result.Tokens[0].Value}' is no http:// or https:// address, as in {Usual.AbsoluteUri.TrimEnd('/')}");
            return Usual;
        };
    }

    public static ControlOption Create() => new();

    /// <summary>Runs a command that asks a control node.</summary>
    /// <param name="talk">Told why it could not.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> Ask(ParseResult parsed, Talk talk, Func<ControlClient, Task<int>> run)
    {
        var url = parsed.GetValue(this)!;
        using var client = new ControlClient(url, ControlClient.PatienceUsual, () => ApiToken.Find(url, Environment.GetEnvironmentVariable));
        try
        {
            return await run(client);
        }
        catch (ControlFailure failure)
        {
            foreach (var problem in failure.Error?.Problems ?? []) talk.Say($"{problem}");
            talk.Fail(failure.Message);
            return failure.ExitCode;
        }
    }

    // A host and port alone are meant as http.
    private static Uri? Parse(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) ? url : null;
}
