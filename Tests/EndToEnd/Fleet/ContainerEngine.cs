using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Fleet;

/// <summary>
/// A Docker engine with a folder of its own. An engine that runs already, the firewall and the routes of this machine stay as they are. It ends by
/// itself after a while, should nobody be left to end it.
/// </summary>
internal sealed class ContainerEngine : IAsyncDisposable
{
    private const int LifeSeconds = 480;
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(40);

    private readonly TemporaryFolder _folder = new("engine");
    private readonly ChildProcess _process;

    private ContainerEngine()
    {
        string[] command =
        [
            "--kill-after=30", LifeSeconds.ToString(CultureInfo.InvariantCulture), "dockerd", "--host", Address, "--data-root", _folder.File("data"),
            "--exec-root", _folder.File("exec"), "--pidfile", _folder.File("pid"), "--storage-driver", "overlay2", "--bridge", "none",
            "--iptables=false", "--ip6tables=false", "--ip-forward=false",
        ];
        _process = ChildProcess.Start("timeout", command, Variables);
    }

    /// <summary>Where programs are looked for: with the folders that only root has.</summary>
    public static string SearchPath { get; } = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";

    /// <summary>As <c>docker --host</c> takes it.</summary>
    public string Address => $"unix://{_folder.File("socket")}";

    /// <summary>What it wrote, for the message of a test that fails.</summary>
    public string Output => _process.Output;

    private Dictionary<string, string> Variables => new() { ["PATH"] = SearchPath, ["DOCKER_HOST"] = Address, ["DOCKER_BUILDKIT"] = "0" };

    public static async Task<ContainerEngine> Start()
    {
        var engine = new ContainerEngine();
        try
        {
            await Eventually.Holds("the engine answers", async () => engine._process.HasExited || (await engine.Run("docker", "version")).ExitCode == 0, TimeSpan.FromSeconds(30));
            return engine._process.HasExited ? throw new InvalidOperationException("The engine ended instead of serving.") : engine;
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException)
        {
            var output = engine.Output;
            await engine.DisposeAsync();
            throw new InvalidOperationException($"No container engine.\n{output}", failure);
        }
    }

    /// <summary>The base images and the program as the image <c>actormesh:dev</c>.</summary>
    public async Task BuildImages()
    {
        await Must("bash", Path.Combine(Repository.Root, "Tests", "EndToEnd", "Fleet", "base-images.sh"));
        await Must("docker", "build", "--quiet", "--target", "built", "--tag", "actormesh:dev", "--file", Path.Combine(Repository.Root, "Dockerfile"), Path.GetDirectoryName(Repository.Program)!);
    }

    /// <summary>What images, containers and volumes take on the disk, in MB.</summary>
    public async Task<string> Disk() => (await Must("du", "--summarize", "--one-file-system", "--block-size=1M", _folder.Path)).Split('\t')[0];

    /// <summary>Runs a program that finds this engine by itself.</summary>
    public Task<CommandResult> Run(string program, params string[] arguments) =>
        Command.Run("env", [.. Variables.Select(variable => $"{variable.Key}={variable.Value}"), program, .. arguments], TimeSpan.FromMinutes(2));

    /// <summary>The same; anything but success is an error.</summary>
    public async Task<string> Must(string program, params string[] arguments)
    {
        var result = await Run(program, arguments);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Send(Signal.Terminate);
            await _process.Exit(EndLimit);
        }
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
