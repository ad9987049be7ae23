using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>Asks for one hostile answer, then for a good one, and checks both and which upstream connection carried them.</summary>
internal sealed class ResponseCaseRun(ResponseCase one, ResponseFixture rig)
{
    private readonly string _case = $"/case/{one.Id}";
    private readonly string _good = $"/good/{one.Id}";

    /// <summary>Null when all is as it should be, else what is not.</summary>
    public async Task<string?> Run()
    {
        await using var client = await WireConnection.Connect(rig.FrontPort);
        if (!await client.Send($"{one.Method} {_case} HTTP/1.1\r\nHost: mesh.test\r\n\r\n")) return "the sidecar did not take the request";
        var (answer, fault) = await ReadAnswer(client);
        if (!one.Outcomes.Any(outcome => Matches(outcome, answer, fault)))
            return $"expected {string.Join(" or ", one.Outcomes)}, got {answer?.ToString() ?? fault}";
        if (one.Later is { } later) await rig.Backend.Push(rig.Backend.ConnectionsOf(_case)[^1], later);
        var mayReuse = one.ReuseAllowed && answer?.Status == one.PassedStatus;
        if (!mayReuse && await WaitForClose() is { } kept) return kept;
        return await AskForGood(client, canStay: answer is { Closes: false }, mayReuse);
    }

    private async Task<(WireResponse? Answer, string? Fault)> ReadAnswer(WireConnection client)
    {
        try
        {
            var answer = await client.ReadResponse(one.Method);
            return (answer, answer is null ? "the end of the connection" : null);
        }
        catch (WireException fault)
        {
            // Only an answer that ends too early counts as cut; one that is itself malformed is an error of the sidecar.
            var cut = fault.Message.StartsWith(nameof(Ending.Finished), StringComparison.Ordinal) || fault.Message.StartsWith(nameof(Ending.Reset), StringComparison.Ordinal);
            return (null, cut ? "cut" : fault.Message);
        }
    }

    private bool Matches(string outcome, WireResponse? answer, string? fault) => outcome switch
    {
        "bad-gateway" => answer is { Status: 502 },
        "unavailable" => answer is { Status: 503 },
        "cut" => fault == "cut",
        _ => answer is not null && answer.Status == one.PassedStatus && answer.Body.AsSpan().SequenceEqual(one.Body) && HasRightFields(answer),
    };

    private bool HasRightFields(WireResponse answer) =>
        one.Present.All(field => answer.Fields.Any(sent => sent.Is(field.Name) && sent.Value == field.Value))
        && one.Absent.All(name => answer.Field(name) is null);

    private async Task<string?> WaitForClose()
    {
        try
        {
            await Eventually.Holds("closed", () => !rig.Backend.ConnectionsOf(_case).Any(rig.Backend.IsOpen));
            return null;
        }
        catch (TimeoutException)
        {
            return "the upstream connection that carried the hostile answer stays open";
        }
    }

    private async Task<string?> AskForGood(WireConnection client, bool canStay, bool mayReuse)
    {
        await using var fresh = await WireConnection.Connect(rig.FrontPort);
        foreach (var connection in canStay ? [client, fresh] : new[] { fresh })
        {
            var answer = await connection.Ask($"GET {_good} HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
            if (answer.Status != 200 || answer.Text != _good) return $"the next request got {answer}";
        }

        var shared = rig.Backend.ConnectionsOf(_good).Intersect(rig.Backend.ConnectionsOf(_case)).Any();
        return shared && !mayReuse ? "the upstream connection that carried the hostile answer was used again" : null;
    }
}
