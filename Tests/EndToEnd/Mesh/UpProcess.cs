using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Mesh;

/// <summary><c>actormesh up</c> on a mesh of three services, each with a port of its own: frontend is exposed and calls orders, which calls payments.</summary>
internal sealed class UpProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _up;

    private UpProcess(string file, string[] options, IReadOnlyDictionary<string, string>? environment) =>
        _up = ChildProcess.Start(Repository.Program, ["up", file, "--traffic", "off", .. options], environment);

    public string Output => _up.Output;

    public static UpProcess Start(UpMesh mesh, params string[] options) => new(mesh.File, options, mesh.Environment);

    /// <summary>Starts it and returns when its table says that all is ready.</summary>
    public static async Task<UpProcess> Ready(UpMesh mesh, params string[] options)
    {
        var up = Start(mesh, options);
        await Eventually.Holds("all is ready", () => up._up.HasExited || up.Output.Contains("SERVICE", StringComparison.Ordinal), Patience);
        Assert.False(up._up.HasExited, up.Output);
        return up;
    }

    /// <summary>The processes that it started, by their command lines.</summary>
    public IReadOnlyList<(int Id, string Command)> Children => ProcessTable.ChildrenOf(_up.Id);

    public int Child(params string[] words) => Assert.Single(Children, child => words.All(word => child.Command.Contains(word, StringComparison.Ordinal))).Id;

    public void Send(int signal) => _up.Send(signal);

    public Task<int> Exit() => _up.Exit(Patience);

    public static Task Gone(IReadOnlyList<int> processes) => Eventually.Holds(
        string.Create(CultureInfo.InvariantCulture, $"none of {string.Join(", ", processes)} is left"), () => !processes.Any(ProcessTable.Runs), Patience);

    public async ValueTask DisposeAsync() => await _up.DisposeAsync();
}
