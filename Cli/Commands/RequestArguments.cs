using System.CommandLine;
using System.CommandLine.Parsing;
using ActorMesh.Cli.Completing;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Probing;

namespace ActorMesh.Cli.Commands;

/// <summary>A request that is asked about and not sent: who sends what to whom, in which mesh.</summary>
internal sealed class RequestArguments
{
    private static readonly string[] UsualMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private readonly Option<string> _mesh = MeshFileArguments.Option();
    private readonly Argument<string> _from = new("FROM") { Description = $"The service that sends, or {ProbeRequest.Ingress} for a client outside." };
    private readonly Argument<string> _to = new("TO") { Description = "The service that is called." };
    private readonly Argument<string> _method = new("METHOD") { Description = "As in GET.", HelpName = "METHOD" };
    private readonly Argument<string> _path = new("PATH") { Description = "As in /orders/1?full=yes." };
    private readonly Option<string[]> _headers = new("-H", "--header") { Description = "A header of the request. May be given again.", HelpName = "NAME=VALUE" };

    private RequestArguments()
    {
        _from.CompletionSources.Add(context => MeshNames.Of(context.ParseResult.GetValue(_mesh), known => [.. MeshNames.Services(known), ProbeRequest.Ingress]));
        _to.CompletionSources.Add(context => MeshNames.Of(context.ParseResult.GetValue(_mesh), MeshNames.Services));
        _method.CompletionSources.Add(UsualMethods);
        _method.Validators.Add(result => Require(result, result.Tokens, token => token.Length > 0 && token.All(char.IsAsciiLetter), "a method is a word, as in GET"));
        _path.Validators.Add(result => Require(result, result.Tokens, token => token.StartsWith('/') && !token.AsSpan().ContainsAny(" \r\n"), "a path starts with / and has no blanks"));
        _headers.Validators.Add(result => Require(result, result.Tokens, token => token.IndexOf('=', StringComparison.Ordinal) > 0 && !token.AsSpan().ContainsAny('\r', '\n'), "a header is NAME=VALUE"));
    }

    public static RequestArguments AddTo(Command command)
    {
        var arguments = new RequestArguments();
        foreach (var argument in (Argument[])[arguments._from, arguments._to, arguments._method, arguments._path]) command.Add(argument);
        command.Add(arguments._headers);
        command.Add(arguments._mesh);
        return arguments;
    }

    public string Mesh(ParseResult parsed) => parsed.GetValue(_mesh)!;

    /// <param name="host">In place of the one that the callee has; null for none.</param>
    public ProbeRequest Of(ParseResult parsed, string? host = null)
    {
        var fields = (parsed.GetValue(_headers) ?? []).Select(text => text.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1])).ToList();
        if (host is not null)
        {
            fields.RemoveAll(field => field.Key.Equals("host", StringComparison.OrdinalIgnoreCase));
            fields.Add(KeyValuePair.Create("host", host));
        }

        return new ProbeRequest(parsed.GetValue(_from)!, parsed.GetValue(_to)!, parsed.GetValue(_method)!, parsed.GetValue(_path)!, fields);
    }

    public static void Require(SymbolResult result, IEnumerable<Token> tokens, Func<string, bool> holds, string otherwise)
    {
        foreach (var token in tokens)
            if (!holds(token.Value)) result.AddError($"'{token.Value}': {otherwise}");
    }
}
