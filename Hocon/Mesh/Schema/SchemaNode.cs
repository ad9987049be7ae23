namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>What may stand at a place of a mesh file.</summary>
/// <param name="Path">As in <c>mesh.defaults.timeout.request</c>; a name of the user's own is <c>*</c>.</param>
/// <param name="Meaning">What the manual says of it.</param>
public abstract record SchemaNode(string Path, string Meaning);
