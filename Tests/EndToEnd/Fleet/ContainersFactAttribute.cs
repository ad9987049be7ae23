using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Fleet;

/// <summary>A test in containers: on an engine of its own, which root starts on Linux with Debian's docker.io and docker-compose.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContainersFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(Problem);

    private static readonly (string Program, string Package)[] Programs =
        [("dockerd", "docker.io"), ("docker", "docker.io"), ("docker-compose", "docker-compose"), ("nsenter", "util-linux"), ("curl", "curl")];

    public ContainersFactAttribute() => Skip = Missing.Value;

    private static string? Problem()
    {
        if (!OperatingSystem.IsLinux()) return "a container engine of the test's own needs Linux";
        if (!Environment.IsPrivilegedProcess) return "a container engine of the test's own needs root";
        foreach (var (program, package) in Programs)
            if (!IsThere(program)) return $"no {program}: install Debian's package {package}";
        if (!Directory.Exists("/usr/lib/postgresql")) return "no PostgreSQL to make an image of: install Debian's package postgresql";
        if (!File.ReadLines("/proc/filesystems").Any(line => line.EndsWith("\toverlay", StringComparison.Ordinal))) return "this kernel has no overlay file system";
        var spaces = Command.Run("unshare", ["--mount", "--net", "--pid", "--fork", "true"]).GetAwaiter().GetResult();
        return spaces.ExitCode == 0 ? null : $"this kernel makes no namespaces: {spaces.Errors.Trim()}";
    }

    private static bool IsThere(string program) =>
        ContainerEngine.SearchPath.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
