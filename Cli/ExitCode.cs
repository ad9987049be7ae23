namespace ActorMesh.Cli;

/// <summary>How the program ends. Part of its interface: scripts rely on these numbers, and the output format never changes them.</summary>
/// <remarks>An interrupt is 130, as shells have it: 128 and the number of SIGINT.</remarks>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It was tried and did not work: an address is taken, an update was refused, a drain had to cut something.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A file was read, and what was found in it is too severe.</summary>
    public const int Findings = 3;

    /// <summary>Two things that were compared differ.</summary>
    public const int Differences = 4;

    /// <summary>There is nothing of that name, or a request would find no route.</summary>
    public const int NotFound = 5;

    /// <summary>The control plane did not answer.</summary>
    public const int Unreachable = 6;

    /// <summary>The mesh does not allow it.</summary>
    public const int NotAllowed = 7;
}
