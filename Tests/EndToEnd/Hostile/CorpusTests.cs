using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>Checks the corpus itself: its verdicts must agree with the reference reader, or the tests on the live listener prove nothing.</summary>
public sealed class CorpusTests
{
    private static readonly int[] StatusesOfLimits = [413, 414, 431];

    public static TheoryData<string> Ids() => [.. RequestCase.All.Keys];

    [Fact]
    public void The_corpus_is_as_large_as_promised() => Assert.True(RequestCase.All.Count >= 400, $"{RequestCase.All.Count} request cases");

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_reference_reader_agrees_with_the_verdict(string id)
    {
        var one = RequestCase.All[id];
        var at = 0;
        foreach (var outcomes in one.Outcomes)
        {
            var reading = RequestReader.Read(one.Bytes.AsSpan(at));
            if (outcomes.Count == 1 && !Agrees(outcomes[0], reading, one)) Assert.Fail($"{id}: the case says {outcomes[0]}, the reference reader {reading}");
            if (outcomes.Count > 1) Assert.True(one.Note is not null, $"{id} has more than one right outcome and must say why.");
            if (reading is not Reading<WireRequest>.Complete whole) return;
            at += whole.Consumed;
        }
    }

    private static bool Agrees(Expectation outcome, Reading<WireRequest> reading, RequestCase one) => (outcome, reading) switch
    {
        (Expectation.Forwarded expected, Reading<WireRequest>.Complete whole) => IsSame(expected, whole.Message),
        (Expectation.Refused, Reading<WireRequest>.Refused) => true,
        (Expectation.Refused expected, _) => one.Policy is not null || expected.Statuses.All(StatusesOfLimits.Contains) || CompletedByFollowUp(one),
        (Expectation.Cut, Reading<WireRequest>.Incomplete) => true,
        (Expectation.Answered, _) => true,
        _ => false,
    };

    // Some faults show only when more bytes come: a CR that no LF follows, a body that the next request fills up.
    private static bool CompletedByFollowUp(RequestCase one)
    {
        byte[] bytes = [.. one.Bytes, .. System.Text.Encoding.Latin1.GetBytes(RequestCaseRun.FollowUp)];
        var at = 0;
        while (true)
        {
            switch (RequestReader.Read(bytes.AsSpan(at)))
            {
                case Reading<WireRequest>.Complete whole: at += whole.Consumed; break;
                case Reading<WireRequest>.Refused: return !one.Alone;
                default: return false;
            }
        }
    }

    private static bool IsSame(Expectation.Forwarded expected, WireRequest read)
    {
        var absolute = read.Target.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        var targetIsSame = read.Target == expected.Target || (absolute && (read.Target.EndsWith(expected.Target, StringComparison.Ordinal) || expected.Target == "/"));
        return read.Method == expected.Method && targetIsSame && read.Body.AsSpan().SequenceEqual(expected.Body);
    }
}
