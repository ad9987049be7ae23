namespace ActorMesh.Cli;

/// <summary>How the program ends. Part of its interface: scripts rely on these numbers, and the output format never changes them.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It was tried and did not work: an address is taken, an update was refused, a drain had to cut something.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A file was read and has errors.</summary>
    public const int Findings = 3;
}
