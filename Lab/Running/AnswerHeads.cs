using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Routing.Retrying;

namespace ActorMesh.Lab.Running;

/// <summary>Answers as the policies of the data plane read them. Made once for each kind, and only read after that.</summary>
internal static class AnswerHeads
{
    private static readonly ConcurrentDictionary<(int Status, bool IsMarked), ResponseHead> Made = new();

    public static ResponseHead Of(in SimulatedAnswer answer) => Made.GetOrAdd((answer.Status, answer.IsMarked), kind => Make(kind.Status, kind.IsMarked));

    private static ResponseHead Make(int status, bool isMarked)
    {
        var mark = isMarked ? $"{Encoding.ASCII.GetString(OriginMark.Name)}: lab\r\n" : "";
        var bytes = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} -\r\n{mark}content-length: 0\r\n\r\n"));
        var head = new ResponseHead();
        return ResponseParser.Parse(bytes, 0, bytes.Length, HttpMethod.Get, head, MessageLimits.Default) is { } error
            ? throw new InvalidOperationException(error.Explanation)
            : head;
    }
}
