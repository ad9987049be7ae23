namespace ActorMesh.Hocon.Importing.Routing;

/// <summary>A door through which requests come from outside the mesh.</summary>
/// <param name="Host">Null: all hosts.</param>
internal sealed record Entrance(ImportPlace At, string? Host, int? Port, string? TlsCertificate = null, string? TlsKey = null);
