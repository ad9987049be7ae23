using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Cli.Sidecars.Joining;

/// <summary>Keeps what a joined sidecar runs, so that it starts without a cluster.</summary>
internal sealed class WorkloadFile(string folder)
{
    private readonly LastGoodFile _file = new(Path.Combine(folder, "joined.good"), "workload-state");

    public DateTimeOffset KeptAt => new(File.GetLastWriteTimeUtc(_file.Path));

    /// <summary>Blocks.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="InvalidDataException">It is damaged or none of ours; the message says what to do.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public WorkloadState? Read() => _file.Read(WorkloadState.Parser)?.Message;

    /// <summary>Blocks until it is on the disk.</summary>
    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    public void Write(WorkloadState state) => _file.Write(new LastGoodEntry(state.Epoch, state.Sequence, state.ToByteArray()));
}
