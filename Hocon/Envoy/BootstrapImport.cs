using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;

namespace ActorMesh.Hocon.Envoy;

/// <summary>A bootstrap as it stands in its file, read to be translated and not to be run.</summary>
/// <param name="Bootstrap">
/// As far as it could be read: what an error or AM0801 tells of is missing in it, and names may lead nowhere. Null when the text is no document.
/// An element whose typed_config is missing was of a kind that the resource model lacks.
/// </param>
/// <param name="Diagnostics">In the order of the file. Fields and extensions that the resource model lacks are warnings with the code AM0801.</param>
/// <param name="Places">Where each message stands in the file.</param>
public sealed record BootstrapImport(Bootstrap? Bootstrap, IReadOnlyList<Diagnostic> Diagnostics, ResourcePlaces Places);
