namespace ActorMesh.Cli.Children;

/// <summary>A process to start and look after.</summary>
/// <param name="Name">Unique among its siblings; also the name of its log.</param>
/// <param name="Program">Path or a name to be found on PATH.</param>
/// <param name="Environment">Beside what this process has itself.</param>
/// <param name="Directory">Where it runs; null for where this process does.</param>
internal sealed record ChildCommand(
    string Name, string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string? Directory = null);
