namespace ActorMesh.Hocon.Importing.Drafts;

/// <summary>How clients outside the mesh reach a service.</summary>
/// <param name="Host">Null: all.</param>
/// <param name="Port">Null: the default.</param>
internal sealed record ExposureDraft(string? Host, string PathPrefix, int? Port, string? TlsCertificate, string? TlsKey, string? Comment = null);
