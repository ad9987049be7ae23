using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>What the readers tell of an input that arrives in given pieces.</summary>
internal static class Reading
{
    public static Transcript Requests(IEnumerable<string> pieces, MessageLimits? limits = null) => Feed(FeedOfRequests(limits), pieces);

    public static Transcript Requests(string whole, MessageLimits? limits = null) => Requests([whole], limits);

    public static Transcript Responses(IEnumerable<string> pieces, HttpMethod method = HttpMethod.Get, MessageLimits? limits = null) =>
        Feed(FeedOfResponses(method, limits), pieces);

    public static Transcript Responses(string whole, HttpMethod method = HttpMethod.Get, MessageLimits? limits = null) =>
        Responses([whole], method, limits);

    public static ReaderFeed<RequestHead> FeedOfRequests(MessageLimits? limits = null)
    {
        var reader = new RequestReader(limits ?? MessageLimits.Default);
        return new ReaderFeed<RequestHead>(reader.Read, reader.Part, () => reader.Error, Describe, head => head.Detach(), isInterim: _ => false);
    }

    public static ReaderFeed<ResponseHead> FeedOfResponses(HttpMethod method = HttpMethod.Get, MessageLimits? limits = null)
    {
        var reader = new ResponseReader(limits ?? MessageLimits.Default);
        reader.Expect(method);
        return new ReaderFeed<ResponseHead>(reader.Read, reader.Part, () => reader.Error, Describe, detach: null, head => head.Status is < 200 and not 101);
    }

    public static string Describe(RequestHead head)
    {
        var text = new StringBuilder($"{head.MethodBytes.Latin()} {head.Target.Latin()} 1.{head.MinorVersion} @{head.Authority.Latin()}");
        if (head.Body == BodyKind.Length) text.Append(" length=").Append(head.ContentLength);
        else if (head.Body != BodyKind.None) text.Append(' ').Append(head.Body);
        if (head.KeepAlive) text.Append(" keep");
        if (head.ExpectsContinue) text.Append(" expects");
        if (head.WantsUpgrade) text.Append(" upgrades");
        return text.Append(Describe(head.Headers)).ToString();
    }

    public static string Describe(ResponseHead head)
    {
        var text = new StringBuilder($"{head.Status} {head.Reason.Latin()} 1.{head.MinorVersion}");
        if (head.Body == BodyKind.Length) text.Append(" length=").Append(head.ContentLength);
        else if (head.Body != BodyKind.None) text.Append(' ').Append(head.Body);
        if (head.KeepAlive) text.Append(" keep");
        return text.Append(Describe(head.Headers)).ToString();
    }

    private static StringBuilder Describe(HeaderBlock headers)
    {
        var text = new StringBuilder();
        for (var slot = 0; slot < headers.Slots; slot++)
            if (headers.IsPresent(slot)) text.Append($"\n{headers.Name(slot).Latin()}: {headers.Value(slot).Latin()}");
        return text;
    }

    private static Transcript Feed<THead>(ReaderFeed<THead> feed, IEnumerable<string> pieces)
        where THead : class
    {
        foreach (var piece in pieces) feed.Offer(piece);
        return feed.Finish();
    }
}
