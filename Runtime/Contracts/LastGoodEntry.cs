namespace ActorMesh.Runtime.Contracts;

/// <summary>What was in force last. (<see cref="Epoch"/>, <see cref="Sequence"/>) orders all that were ever published.</summary>
/// <param name="Epoch">Of the leader that published it; 0 where a control plane says none.</param>
/// <param name="Bytes">What its kind says, usually a protobuf message.</param>
public sealed record LastGoodEntry(long Epoch, long Sequence, ReadOnlyMemory<byte> Bytes);
