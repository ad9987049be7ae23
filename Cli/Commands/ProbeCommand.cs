using System.CommandLine;
using System.CommandLine.Parsing;
using ActorMesh.Cli.Completing;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Probing;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Commands;

/// <summary><c>actormesh probe</c>: what would become of a request, without sending one.</summary>
internal static class ProbeCommand
{
    private static readonly string[] UsualMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public static Command Create(Terminal terminal)
    {
        var mesh = MeshFileArguments.Option();
        var from = new Argument<string>("FROM") { Description = $"The service that sends, or {ProbeRequest.Ingress} for a client outside." };
        from.CompletionSources.Add(context => MeshNames.Of(context.ParseResult.GetValue(mesh), known => [.. MeshNames.Services(known), ProbeRequest.Ingress]));
        var to = new Argument<string>("TO") { Description = "The service that is called." };
        to.CompletionSources.Add(context => MeshNames.Of(context.ParseResult.GetValue(mesh), MeshNames.Services));
        var method = new Argument<string>("METHOD") { Description = "As in GET.", HelpName = "METHOD" };
        method.CompletionSources.Add(UsualMethods);
        method.Validators.Add(result => Require(result, result.Tokens, token => token.Length > 0 && token.All(char.IsAsciiLetter), "a method is a word, as in GET"));
        var path = new Argument<string>("PATH") { Description = "As in /orders/1?full=yes." };
        path.Validators.Add(result => Require(result, result.Tokens, token => token.StartsWith('/') && !token.AsSpan().ContainsAny(" \r\n"), "a path starts with / and has no blanks"));
        var headers = new Option<string[]>("-H", "--header") { Description = "A header of the request. May be given again.", HelpName = "NAME=VALUE" };
        headers.Validators.Add(result => Require(result, result.Tokens, token => token.IndexOf('=', StringComparison.Ordinal) > 0 && !token.AsSpan().ContainsAny('\r', '\n'), "a header is NAME=VALUE"));
        var explain = new Option<bool>("--explain") { Description = "Show each rule that was asked, and why it was passed over." };
        var output = OutputOption.Create();
        var command = new Command("probe", "Decide about a request without sending it. Exit 0 allowed, 7 denied, 5 no route.") { from, to, method, path, headers, explain, mesh, output };
        command.SetAction(parsed =>
        {
            var file = CheckedMesh.Read(parsed.GetValue(mesh)!, terminal.Input);
            var fields = (parsed.GetValue(headers) ?? []).Select(text => text.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1]));
            var request = new ProbeRequest(parsed.GetValue(from)!, parsed.GetValue(to)!, parsed.GetValue(method)!, parsed.GetValue(path)!, [.. fields]);
            return new ProbeRun(file, parsed.GetValue(explain), output.Of(parsed), terminal).Run(request);
        });
        return command;
    }

    private static void Require(SymbolResult result, IEnumerable<Token> tokens, Func<string, bool> holds, string otherwise)
    {
        foreach (var token in tokens)
            if (!holds(token.Value)) result.AddError($"'{token.Value}': {otherwise}");
    }
}
