using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Security;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>A port that strangers can reach.</summary>
/// <param name="Port">On loopback.</param>
/// <param name="Log">What its process says.</param>
/// <param name="Metrics">Of its process, for Prometheus.</param>
/// <param name="Counted">How the line of the counter begins that rises with each peer that is turned away.</param>
internal sealed record Door(string Name, int Port, Func<string> Log, Func<Task<string>> Metrics, Func<BadPeer, string> Counted)
{
    /// <summary>What its clients offer to speak (ALPN).</summary>
    public string Protocol { get; init; } = "http/1.1";

    /// <summary>Who is turned away here, and what the log says of it. Null for a peer that this port does not look at so.</summary>
    public Func<BadPeer, string?> Said { get; init; } = peer => peer.Said;

    /// <summary>By which alert a peer is told; null where the connection just ends.</summary>
    public Func<BadPeer, int?> Alert { get; init; } = peer => peer.Alert;

    /// <summary>Knocks until the log names the fault: it has a line a second for all.</summary>
    /// <returns>What is wrong; empty when it is turned away as it should be.</returns>
    public async Task<string> TurnsAway(BadPeer peer, PemFiles? shown)
    {
        if (Said(peer) is not { } said) return "";
        var (before, problem) = (await Count(peer), "");
        try
        {
            await Eventually.Holds("the log names the fault", async () =>
            {
                problem = await Knock(peer, shown);
                return problem.Length > 0 || Log().Contains(said, StringComparison.Ordinal);
            }, TimeSpan.FromSeconds(20));
            if (problem.Length > 0) return $"{Name}: {problem}";
            return await Count(peer) > before ? "" : $"{Name}: {Counted(peer)} does not rise";
        }
        catch (TimeoutException)
        {
            return $"{Name}: '{said}' is not in its log:\n{Log()}";
        }
    }

    public Task<TlsAnswer> Connect(PemFiles? shown) => OpenSsl.Connect($"127.0.0.1:{Port}", shown, Protocol);

    private async Task<string> Knock(BadPeer peer, PemFiles? shown)
    {
        if (peer.IsPlain) return await KnockPlainly();
        var answer = await OpenSsl.Connect($"127.0.0.1:{Port}", shown, Protocol, OpenSsl.Request, [.. peer.Options]);
        if (answer.Status is not null) return $"it is answered: {answer}";
        return answer.Alert == Alert(peer) ? "" : $"alert {answer.Alert}, expected {Alert(peer)}: {answer}";
    }

    private async Task<string> KnockPlainly()
    {
        await using var connection = await WireConnection.Connect(Port);
        await connection.Send(OpenSsl.Request);
        while (await connection.Receive())
        {
            // Until it ends.
        }

        return connection.Buffered.IsEmpty || connection.Buffered[0] == 21 ? "" : $"it is answered: {Escaped.Show(connection.Buffered)}"; // 21: an alert.
    }

    private async Task<double> Count(BadPeer peer)
    {
        var counter = Counted(peer);
        return (await Metrics()).Split('\n').Where(line => line.StartsWith(counter, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
