using System.CommandLine;
using System.CommandLine.Parsing;

namespace ActorMesh.Cli.Meshes;

/// <summary>Mesh files on the command line.</summary>
internal static class MeshFileArguments
{
    /// <summary>Where commands look when nobody says where.</summary>
    public const string Usual = "mesh.conf";

    /// <summary>FILE...</summary>
    public static Argument<string[]> Several(string description)
    {
        var argument = new Argument<string[]>("FILE") { Description = $"{description} - is stdin.", Arity = ArgumentArity.OneOrMore };
        argument.Validators.Add(result => Validate(result, result.Tokens));
        return argument;
    }

    public static Argument<string[]> OneOrTwo(string name, string description)
    {
        var argument = new Argument<string[]>(name) { Description = $"{description} - is stdin.", Arity = new ArgumentArity(1, 2) };
        argument.Validators.Add(result => Validate(result, result.Tokens));
        return argument;
    }

    public static Argument<string> One(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = $"{description} - is stdin." };
        argument.Validators.Add(result => Validate(result, result.Tokens));
        return argument;
    }

    /// <summary>--mesh FILE</summary>
    public static Option<string> Option()
    {
        var option = new Option<string>("--mesh", "-f")
        {
            Description = "The mesh file; - is stdin.", HelpName = "FILE", DefaultValueFactory = _ => Usual,
        };
        option.Validators.Add(result =>
        {
            if (result.Implicit && Problem(Usual) is { }) result.AddError($"there is no {Usual} here; name the file with --mesh FILE, or write one: actormesh init");
            else Validate(result, result.Tokens);
        });
        return option;
    }

    private static void Validate(SymbolResult result, IEnumerable<Token> tokens)
    {
        foreach (var token in tokens)
            if (Problem(token.Value) is { } problem) result.AddError(problem);
    }

    private static string? Problem(string path)
    {
        if (path == MeshText.StandardInput || File.Exists(path)) return null;
        return Directory.Exists(path) ? $"{path} is a folder; name the mesh file in it" : $"there is no file {path}";
    }
}
