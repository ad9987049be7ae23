namespace ActorMesh.Cli.Planning;

/// <summary>What a proxy gets by xDS, in the order in which it gets it.</summary>
internal enum ResourceKind
{
    Cds,
    Rds,
    Lds,
    Eds,
}
