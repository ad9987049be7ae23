namespace ActorMesh.Cli.Planning;

internal enum ChangeKind
{
    Change,
    Add,
    Remove,
}
