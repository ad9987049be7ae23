using System.Text;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>Sends one case to the live listener and holds what client and backend saw against what the case says.</summary>
internal sealed class RequestCaseRun(RequestCase one, Fragmentation how, HostileFixture rig)
{
    public const string FollowUp = "GET /follow-up HTTP/1.1\r\nHost: mesh.test\r\n\r\n";
    private readonly List<(int Message, Expectation.Forwarded What)> _forwarded = [];
    private Expectation? _last;

    private bool HasEnded => _last is Expectation.Refused or Expectation.Cut or Expectation.Gone;

    /// <summary>Null when all is as it should be, else what is not.</summary>
    public async Task<string?> Run()
    {
        rig.Backend.Take();
        string? complaint;
        await using (var client = await WireConnection.Connect(rig.FrontPort))
        {
            await Send(client);
            try
            {
                complaint = await ReadAnswers(client) ?? await CheckAfterwards(client);
            }
            catch (Exception fault) when (fault is WireException or TimeoutException)
            {
                complaint = $"{fault.Message} (so far: {string.Join("; ", _forwarded.Select(message => message.What))})";
            }
        }

        return complaint ?? CheckBackend(await rig.SeenByBackend());
    }

    private async Task Send(WireConnection client)
    {
        byte[] bytes = one.Alone ? one.Bytes : [.. one.Bytes, .. Encoding.Latin1.GetBytes(FollowUp)];
        foreach (var fragment in Fragments.Of(bytes, how))
        {
            if (!await client.Send(fragment)) return; // It refused us before we were done; the answer is still there to read.
            if (how == Fragmentation.Lines) await Task.Delay(1);
        }

        if (one.HalfClose) client.EndSending();
    }

    private async Task<string?> ReadAnswers(WireConnection client)
    {
        for (var message = 0; message < one.Outcomes.Count; message++)
        {
            var outcomes = one.Outcomes[message];
            var mayEnd = outcomes.Any(outcome => outcome is Expectation.Cut or Expectation.Gone);
            var method = outcomes.OfType<Expectation.Forwarded>().FirstOrDefault()?.Method ?? "GET";
            var answer = await (mayEnd ? client.ReadResponseOrEnd(method) : client.ReadResponse(method));
            _last = outcomes.FirstOrDefault(outcome => Answers(outcome, answer));
            if (_last is null) return $"message {message + 1}: expected {string.Join(" or ", outcomes)}, got {answer?.ToString() ?? "the end of the connection"}";
            if (one.NoInterim && answer!.Interim.Count > 0) return $"an interim response {answer.Interim[0]} to a client that cannot know it";
            if (_last is Expectation.Forwarded forwarded) _forwarded.Add((message, forwarded));
            if (_last is Expectation.Refused && !answer!.Closes) return $"the refusal does not say Connection: close: {answer}";
            if (HasEnded) return null;
        }

        return null;
    }

    private static bool Answers(Expectation outcome, WireResponse? answer)
    {
        var fromBackend = answer?.Field("X-Connection") is not null;
        return outcome switch
        {
            Expectation.Cut => answer is null || (answer.Status is 400 or 408 && !fromBackend),
            Expectation.Gone => answer is null,
            _ when answer is null => false,
            Expectation.Refused refused => !fromBackend && refused.Statuses.Contains(answer.Status),
            Expectation.Answered answered => !fromBackend && answered.Statuses.Contains(answer.Status),
            Expectation.Forwarded forwarded => fromBackend && answer.Status == 200 && IsTagOf(forwarded, answer),
            _ => false,
        };
    }

    private static bool IsTagOf(Expectation.Forwarded forwarded, WireResponse answer) =>
        forwarded.Method == "HEAD" || answer.Text == RecordingBackend.Tag(forwarded.Method, forwarded.Target, forwarded.Body);

    private async Task<string?> CheckAfterwards(WireConnection client)
    {
        var afterwards = HasEnded ? "closed" : one.Afterwards ?? "open";
        if (afterwards != "closed" && !one.Alone)
        {
            var answer = await client.ReadResponse();
            if (answer is null) return afterwards == "either" ? null : "the connection ended instead of an answer to the follow-up";
            var expected = new Expectation.Forwarded("GET", "/follow-up");
            _forwarded.Add((int.MaxValue, expected));
            return Answers(expected, answer) ? null : $"the follow-up got {answer}";
        }

        if (afterwards != "closed") return null;
        if (client.Buffered.IsEmpty) await client.Receive();
        return client.Buffered.IsEmpty ? null : $"more came behind the last answer: {Escaped.Show(client.Buffered)}";
    }

    private string? CheckBackend(List<Recorded> seen)
    {
        var partialAllowed = _last is Expectation.Cut or Expectation.Gone or Expectation.Refused { BodyMayHaveStarted: true };
        if (seen.FirstOrDefault(recorded => recorded is Recorded.Violation) is { } violation) return $"the backend was sent {violation}";
        if (!partialAllowed && seen.FirstOrDefault(recorded => recorded is Recorded.Partial) is { } partial) return $"the backend was sent {partial}";
        var messages = seen.OfType<Recorded.Message>().Select(message => message.Request).ToList();
        if (_last is Expectation.Gone) ExpectWhatBackendGot(messages.Count);
        if (messages.Count != _forwarded.Count) return $"the backend saw {messages.Count} messages, not {_forwarded.Count}: {string.Join("; ", messages)}";
        var meant = ReferenceReadings();
        return messages.Zip(_forwarded, (got, expected) => Compare(got, expected.What, meant.ElementAtOrDefault(expected.Message))).FirstOrDefault(found => found is not null);
    }

    // Whatever the backend got of a client that has left must still be what that client meant, in its order.
    private void ExpectWhatBackendGot(int count)
    {
        while (_forwarded.Count < count && _forwarded.Count < one.Outcomes.Count && one.Outcomes[_forwarded.Count].OfType<Expectation.Forwarded>().FirstOrDefault() is { } next)
            _forwarded.Add((_forwarded.Count, next));
    }

    private static string? Compare(WireRequest got, Expectation.Forwarded expected, WireRequest? meant)
    {
        if (got.Method != expected.Method || got.Target != expected.Target || !got.Body.AsSpan().SequenceEqual(expected.Body)) return $"expected {expected}, the backend saw {got}";
        if (expected.Present.Find(field => !got.Fields.Any(sent => sent.Is(field.Name) && sent.Value == field.Value)) is { } missing) return $"'{missing}' is missing from {got}";
        if (expected.Absent.Find(name => got.Field(name) is not null) is { } surplus) return $"'{surplus}' should not be in {got}";
        if (expected.AbsentValues.Find(field => got.Fields.Any(sent => sent.Is(field.Name) && sent.Value == field.Value)) is { } wrong) return $"'{wrong}' should not be in {got}";
        return meant is null ? null : Forwarding.Difference(meant, got);
    }

    private List<WireRequest> ReferenceReadings()
    {
        var readings = new List<WireRequest>();
        for (var at = 0; RequestReader.Read(one.Bytes.AsSpan(at)) is Reading<WireRequest>.Complete whole; at += whole.Consumed) readings.Add(whole.Message);
        return readings;
    }
}
