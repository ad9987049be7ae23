namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>A list whose items are sections of the same kind.</summary>
public sealed record SchemaList(string Path, string Meaning, SchemaSection Item) : SchemaNode(Path, Meaning);
