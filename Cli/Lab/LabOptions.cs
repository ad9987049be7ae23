namespace ActorMesh.Cli.Lab;

/// <summary>How a scenario is run.</summary>
/// <param name="Seed">In place of the file's; null for that.</param>
/// <param name="Variant">The only one that is run; null for all.</param>
/// <param name="JsonFile">Where the result is written, too.</param>
/// <param name="SvgFile">Where charts of it are written.</param>
/// <param name="IsLive">With real sidecars, too.</param>
internal sealed record LabOptions(uint? Seed, string? Variant, string? JsonFile, string? SvgFile, bool IsLive);
