namespace ActorMesh.Hocon.Reading;

/// <summary>What a HOCON text was read as.</summary>
/// <param name="Root">Resolved and merged. Null when the text could not be read at all; with errors it holds what could.</param>
/// <param name="Diagnostics">In the order of the file.</param>
/// <param name="Files">The file, and those that it includes.</param>
public sealed record ConfigReading(ConfigObject? Root, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<SourceFile> Files);
