using System.CommandLine;

namespace ActorMesh.Cli.Commands;

/// <summary><c>--insecure-dev</c>: nobody proves who they are.</summary>
internal static class InsecureOption
{
    public const string Name = "--insecure-dev";

    public static Option<bool> Create(string description) => new(Name) { Description = description };
}
