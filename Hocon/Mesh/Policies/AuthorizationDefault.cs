namespace ActorMesh.Hocon.Mesh.Policies;

public enum AuthorizationDefault
{
    Deny,
    Allow,
    Audit,
}
