namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>Whatever the user likes: nothing reads it but substitutions.</summary>
public sealed record SchemaAnything(string Path, string Meaning) : SchemaNode(Path, Meaning);
