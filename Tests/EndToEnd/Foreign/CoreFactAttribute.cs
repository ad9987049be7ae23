using System.Diagnostics;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Foreign;

/// <summary>A test that needs gRPC for Python, as Debian has it.</summary>
internal sealed class CoreFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    private static readonly Lazy<string?> Missing = new(Problem);

    public CoreFactAttribute() => Skip = Missing.Value;

    private static string? Problem()
    {
        if (!File.Exists(Python)) return $"{Python} is not installed";
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import grpc"]) { RedirectStandardError = true, UseShellExecute = false })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : "python3-grpcio is not installed";
    }
}
