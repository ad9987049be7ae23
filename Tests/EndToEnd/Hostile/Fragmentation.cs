namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>How the bytes of a case are cut into writes. What they mean must not depend on it.</summary>
public enum Fragmentation
{
    /// <summary>One write: every message and what follows it arrive together.</summary>
    Whole,

    /// <summary>One byte for each write; of long inputs the first and last 2 KiB, the middle in pieces of 1,000.</summary>
    Bytes,

    /// <summary>One write for each line, with a pause behind it, so that the reader sees every line end alone.</summary>
    Lines,
}
