using ActorMesh.DataPlane.Http;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>What holds for every sequence of valid requests, however it is cut.</summary>
public sealed class ServerLawsTests(StageLab lab) : IClassFixture<StageLab>
{
    private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";

    /// <summary>Between the head and the body bytes of a part; no head holds it.</summary>
    private const char BodyBegin = '\0';

    /// <summary>Ends the last part of a message.</summary>
    private const char End = '.';

    [Fact]
    public void Cuts_change_neither_the_requests_nor_the_answers() => Gen.Select(MessageGen.Requests, MessageGen.Cuts).Sample((requests, cuts) =>
    {
        var (whole, cut) = (Serve([requests]), Serve(requests.Cut(cuts)));
        var read = Reading.Requests(requests).Messages;
        Assert.Equal(whole.Requests, cut.Requests);
        Assert.Equal(whole.Answers, cut.Answers);
        Assert.Equal(read.Take(whole.Requests.Count), whole.Requests);
        // A request that asks to close is the last that is served.
        Assert.True(whole.Requests.Count == read.Count || !whole.Requests[^1].Head.Split('\n')[0].Contains(" keep", StringComparison.Ordinal));
    }, iter: 300, threads: 1);

    /// <summary>An exchange that answers each request, when it is whole, with its number and what it said.</summary>
    private (IReadOnlyList<Told> Requests, string Answers) Serve(IEnumerable<string> pieces)
    {
        using var rig = new ServerRig(lab, describe: Describe);
        using var rest = pieces.GetEnumerator();
        var (requests, parts) = (new List<Told>(), 0);
        rig.Started();
        while (true)
        {
            if (rig.Told.Count > parts && rig.Told[^1].EndsWith(End))
            {
                requests.Add(Whole(rig.Told.Skip(parts)));
                parts = rig.Told.Count;
                Answer(rig, requests[^1], requests.Count);
            }
            else if (rig.Requests.HasEnded)
            {
                break;
            }
            else if (!rig.FromClient.IsAsked)
            {
                rig.Requests.Ask();
            }
            else if (rest.MoveNext())
            {
                rig.Send(rest.Current);
            }
            else
            {
                break;
            }
        }

        Assert.Equal(parts, rig.Told.Count);
        // Whether the client is told to go on depends on what of its body is there already: here, on the cuts.
        return (requests, rig.Written.Replace(Continue, "", StringComparison.Ordinal));
    }

    private static void Answer(ServerRig rig, Told request, int number)
    {
        var hasBody = !request.Head.StartsWith("HEAD ", StringComparison.Ordinal);
        rig.Answer(hasBody ? $"{number}: {request.Body}" : "", request.Head.StartsWith("CONNECT ", StringComparison.Ordinal) ? "403 Forbidden" : "200 OK");
    }

    private static string Describe(MessagePart<RequestHead> part) =>
        $"{(part.Head is { } head ? Reading.Describe(head) : "")}{BodyBegin}{part.Data.Latin()}{(part.IsLast ? End : ' ')}";

    private static Told Whole(IEnumerable<string> parts)
    {
        var (head, body) = ("", "");
        foreach (var part in parts)
        {
            var split = part.IndexOf(BodyBegin);
            head += part[..split];
            body += part[(split + 1)..^1];
        }

        return new Told(head, body, IsWhole: true);
    }
}
