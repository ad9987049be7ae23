using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Foreign;

/// <summary>A client that calls without end and counts who answered.</summary>
internal sealed class GrpcCaller(ChildProcess process) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public int Failed => Count("failed");

    /// <summary>How many calls this server answered so far.</summary>
    public int Count(string server)
    {
        var line = process.Output.Split('\n').LastOrDefault(line => line.StartsWith("out| {", StringComparison.Ordinal));
        if (line is null) return 0;
        using var document = JsonDocument.Parse(line["out| ".Length..]);
        return document.RootElement.TryGetProperty(server, out var count) ? count.GetInt32() : 0;
    }

    /// <summary>Waits until each of these has answered 50 calls more.</summary>
    public async Task Grows(params string[] servers)
    {
        var before = servers.ToDictionary(server => server, Count, StringComparer.Ordinal);
        await Eventually.Holds($"{string.Join(" and ", servers)} answer", () => Array.TrueForAll(servers, server => Count(server) >= before[server] + 50), Patience)
            .Explained(() => process.Output);
    }

    /// <summary>Waits until a server gets no calls any more.</summary>
    /// <returns>How many it answered.</returns>
    public Task<long> StandsStill(string server) => Eventually.StandsStill($"calls of {server}", () => Count(server), TimeSpan.FromSeconds(1), Patience);

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
