using System.Runtime.Versioning;
using Xunit;

// The tests share two cores with the programs they measure: one at a time, or the figures mean nothing.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// Modes of files, signals and sockets in the file system are those of Linux.
[assembly: UnsupportedOSPlatform("windows")]
