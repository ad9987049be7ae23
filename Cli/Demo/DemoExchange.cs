using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.Cli.Demo;

/// <summary>One request that the demo sent, and what came of it.</summary>
/// <param name="Answerer">The workload that answered; null when the proxy did.</param>
/// <param name="Failure">What the proxy noted of it; null when it went well.</param>
internal sealed record DemoExchange(string Path, int Status, string? Answerer, FailedRequest? Failure, TimeSpan Took)
{
    public override string ToString()
    {
        var by = Failure is null ? Answerer ?? "the proxy itself" : $"flag {ResponseFlags.Text(Failure.Flags)}";
        var line = $"  GET {Path,-12} {Status}  {by,-18} {Took.TotalMilliseconds,6:0.0} ms";
        return Failure is null ? line : $"{line}\n      {Failure.Details}: {Failure.Explanation}";
    }
}
