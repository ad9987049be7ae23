namespace ActorMesh.Tests.EndToEnd.Rig.Processes;

/// <summary>libfaketime (Debian: <c>faketime</c>), which gives a process a wall clock that is wrong. Its monotonic clock stays right.</summary>
internal static class Faketime
{
    private static readonly string[] Places = ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"];

    /// <summary>Null where it is not installed.</summary>
    public static string? Library { get; } = Array.Find(Places, File.Exists);

    /// <summary>What a command is begun with. <c>env</c> becomes the program, so that signals reach it.</summary>
    /// <param name="wrong">By how much, as in <c>-10m</c>.</param>
    public static string[] Command(string wrong) => ["env", $"LD_PRELOAD={Library}", $"FAKETIME={wrong}", "DONT_FAKE_MONOTONIC=1"];
}
